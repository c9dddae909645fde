namespace SocketSchool.App.Serve;

/// <summary>How many exercises are done, of how many.</summary>
readonly record struct ProgressCount(int Done, int Total);
