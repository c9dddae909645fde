namespace SocketSchool.Notebooks.Formatting;

/// <summary>
/// One value in every form it has: MIME type to content. Always holds <c>text/plain</c>; a front end shows the richest form it knows.
/// </summary>
public sealed class MimeBundle
{
    /// <summary>The MIME type of plain text.</summary>
    public const string PlainText = "text/plain";

    /// <summary>The MIME type of HTML.</summary>
    public const string Html = "text/html";

    /// <summary>The MIME type of a Plotly figure as JSON.</summary>
    public const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>A bundle of the given forms.</summary>
    /// <param name="forms">MIME type and content.</param>
    public MimeBundle(IEnumerable<KeyValuePair<string, string>> forms) => Forms = [.. forms];

    /// <summary>MIME type and content, each type once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Forms { get; }

    /// <summary>The content for a MIME type, or <see langword="null"/> when the bundle lacks it.</summary>
    /// <param name="mimeType">For example <see cref="Html"/>.</param>
    public string? this[string mimeType] => Forms.FirstOrDefault(form => form.Key == mimeType).Value;

    /// <summary>A bundle of plain text alone.</summary>
    /// <param name="text">The text.</param>
    public static MimeBundle Of(string text) => new([new(PlainText, text)]);

    /// <summary>Whether content of this type is JSON, which a notebook file holds as a tree and not as text.</summary>
    /// <param name="mimeType">A MIME type.</param>
    public static bool IsJson(string mimeType) =>
        mimeType == "application/json" || mimeType.EndsWith("+json", StringComparison.Ordinal);
}
