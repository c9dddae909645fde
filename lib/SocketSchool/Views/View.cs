namespace SocketSchool;

/// <summary>Something a cell can show: plain data with one HTML and one text rendering.</summary>
/// <remarks>
/// .NET Interactive finds the HTML through <see cref="TypeFormatterSourceAttribute"/>, Verso through a public parameterless
/// <c>ToHtml()</c>, and the built-in kernel through either, so a view needs a reference to none of them.
/// </remarks>
[TypeFormatterSource(typeof(ViewFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public abstract class View : IView
{
    /// <summary>The view as an HTML fragment: readable in light and dark themes, with text for people who cannot see the picture.</summary>
    public abstract string ToHtml();

    /// <summary>The view as plain text, lines separated by <c>\n</c>.</summary>
    public abstract string ToText();

    /// <summary>The same as <see cref="ToText"/>.</summary>
    public sealed override string ToString() => ToText();
}
