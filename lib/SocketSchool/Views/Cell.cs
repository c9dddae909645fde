namespace SocketSchool;

/// <summary>One cell of a table: its text, and its HTML where that says it better.</summary>
/// <param name="Text">Plain text.</param>
/// <param name="Markup">HTML, already escaped; the text when left out.</param>
internal readonly record struct Cell(string Text, string? Markup = null)
{
    public static implicit operator Cell(string text) => new(text);

    /// <summary>Set in the fixed-width font, as addresses and bytes are.</summary>
    public static Cell Mono(string text) => new(text, $"<span class=\"m\">{Html.Escape(text)}</span>");

    /// <summary>Never broken between two lines, as a number and its unit.</summary>
    public static Cell OnOneLine(string text) => new(text, $"<span class=\"nb\">{Html.Escape(text)}</span>");

    /// <summary>The cell for an HTML table.</summary>
    public string ToHtml() => Markup ?? Html.Escape(Text);
}
