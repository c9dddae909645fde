namespace SocketSchool;

/// <summary>One thing a check tried.</summary>
/// <param name="Name">What it was, for instance <c>line 3 of 5</c>.</param>
/// <param name="Passed">Whether it came out right.</param>
/// <param name="Sent">What the check sent, piece by piece, readable; empty when nothing.</param>
/// <param name="Expected">What should have come; empty when it passed.</param>
/// <param name="Got">What came; empty when it passed.</param>
/// <param name="Note">What else is known, for instance the exception in your code; empty when nothing.</param>
public sealed record CheckStep(string Name, bool Passed, string Sent, string Expected, string Got, string Note);
