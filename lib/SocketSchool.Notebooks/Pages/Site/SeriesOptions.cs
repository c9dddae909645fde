namespace SocketSchool.Notebooks.Pages;

/// <summary>What the pages of a series say about it.</summary>
public sealed record SeriesOptions
{
    /// <summary>The series' name, shown on every page.</summary>
    public required string Title { get; init; }

    /// <summary>What stands above the contents, in Markdown. Default: nothing.</summary>
    public string Introduction { get; init; } = "";

    /// <summary>Where the outputs come from, in one plain sentence. Default: nothing.</summary>
    public string Origin { get; init; } = "";
}
