namespace SocketSchool.Notebooks.Sessions;

/// <summary>What became of an edit, and the text that now stands in the cell.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Source">The text in the cell.</param>
/// <param name="IsOriginal">Whether that is the lesson's own text.</param>
/// <param name="Problem">For <see cref="EditResult.NotSaved"/>, one line.</param>
public sealed record EditOutcome(EditResult Result, string Source, bool IsOriginal, string? Problem = null);
