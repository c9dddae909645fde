namespace SocketSchool.Notebooks.Completion;

/// <summary>A name that may stand at a place of a cell.</summary>
/// <param name="Name">The name, as it is to be written.</param>
/// <param name="Kind">What it is: <c>method</c>, <c>property</c>, <c>field</c>, <c>event</c>, <c>variable</c>, <c>type</c> or <c>namespace</c>.</param>
/// <param name="Signatures">How it is declared, a line each: one, or the forms of a method, those with few parameters first, not all of many.</param>
/// <param name="Forms">How many forms a method has; 1 for all else.</param>
/// <param name="Summary">What its documentation says, in plain text; empty when there is none.</param>
/// <param name="Rank">0 what one looks for first, 1 what comes from elsewhere (extension methods), 2 what everything has.</param>
public sealed record Suggestion(string Name, string Kind, IReadOnlyList<string> Signatures, int Forms, string Summary, int Rank);
