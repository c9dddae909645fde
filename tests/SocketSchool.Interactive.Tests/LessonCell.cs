namespace SocketSchool.Interactive.Tests;

/// <summary>A code cell of a lesson.</summary>
internal sealed record LessonCell(string Id, string Code, IReadOnlyList<string> Tags);
