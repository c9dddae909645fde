namespace SocketSchool;

/// <summary>Ends a step of a check; never leaves the check.</summary>
internal sealed class CheckFailure(string expected, string got, string note = "") : Exception($"expected {expected}, got {got}")
{
    public string Expected { get; } = expected;

    public string Got { get; } = got;

    public string Note { get; } = note;
}
