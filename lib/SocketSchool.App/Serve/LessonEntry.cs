namespace SocketSchool.App.Serve;

/// <summary>What the contents say of one lesson.</summary>
/// <param name="Name">Its file's name without extension.</param>
/// <param name="Title">Its title.</param>
/// <param name="Goal">Its goal, in Markdown.</param>
/// <param name="Time">Its minutes, as <c>90 minutes</c>.</param>
/// <param name="Exercises">The names of its exercises.</param>
/// <param name="Problem">Why it cannot be opened; <see langword="null"/> when it can.</param>
sealed record LessonEntry(string Name, string Title, string? Goal, string? Time, IReadOnlyList<string> Exercises, string? Problem = null)
{
    /// <summary>The number that its title begins with; <see langword="null"/> without one.</summary>
    public string? Number => Title.IndexOf(' ', StringComparison.Ordinal) is > 0 and var at && Title[..at].All(char.IsAsciiDigit) ? Title[..at] : null;

    /// <summary>Its title without the number.</summary>
    public string PlainTitle => Number is { } number ? Title[(number.Length + 1)..] : Title;
}
