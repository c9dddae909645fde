namespace SocketSchool.Notebooks.Completion;

/// <summary>The names that may stand at a place of a cell.</summary>
/// <param name="From">Where the name begins that they would replace: an offset into the cell's source.</param>
/// <param name="Items">The names, those that one looks for first before the others.</param>
/// <param name="IsAll">Whether nothing else can stand there: behind a dot, and in the braces of something new.</param>
/// <param name="Unknown">
/// Whether the compiler does not know what stands before the dot or the braces: most often a cell above was not run yet.
/// </param>
public sealed record SuggestionList(int From, IReadOnlyList<Suggestion> Items, bool IsAll = false, bool Unknown = false)
{
    /// <summary>No names: nothing is to be named here.</summary>
    public static SuggestionList None(int at) => new(at, []);
}
