namespace SocketSchool;

/// <summary>Ends a step of a check; never leaves the check.</summary>
internal sealed class CheckFailure(string expected, string got, string note = "", string? hint = null) : Exception($"expected {expected}, got {got}")
{
    public string Expected { get; } = expected;

    public string Got { get; } = got;

    public string Note { get; } = note;

    /// <summary>The hint for exactly this mistake, where one step can catch several; it goes before the step's own.</summary>
    public string? Hint { get; } = hint;

    public CheckFailure WithHint(string hint) => new(Expected, Got, Note, hint);

    public CheckFailure WithNote(string note) => new(Expected, Got, note, Hint);
}
