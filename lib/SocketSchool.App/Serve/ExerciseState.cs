namespace SocketSchool.App.Serve;

/// <summary>How far one exercise has come.</summary>
sealed record ExerciseState(string Name, bool IsDone, bool IsTried);
