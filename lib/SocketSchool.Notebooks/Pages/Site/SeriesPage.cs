using System.Net;
using System.Text;

namespace SocketSchool.Notebooks.Pages;

/// <summary>The frame around every page of a site: search, contents, what comes before and after.</summary>
/// <param name="options">What the pages say about the series.</param>
/// <param name="lessons">The lessons in their order.</param>
internal sealed class SeriesPage(SeriesOptions options, IReadOnlyList<SeriesLesson> lessons)
{
    /// <summary>The page with the contents.</summary>
    public const string IndexName = "index.html";

    /// <summary>A whole page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="body">What stands in its main part.</param>
    /// <param name="current">The lesson that it is of; <see langword="null"/> for the index.</param>
    /// <param name="outline">The lesson's headings.</param>
    public string Render(string title, string body, SeriesLesson? current = null, PageOutline? outline = null)
    {
        var fullTitle = title == options.Title ? title : $"{title} - {options.Title}";
        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file: 'unsafe-inline'; script-src 'self' file: 'unsafe-inline'; img-src 'self' file: data:">
            <meta name="referrer" content="no-referrer">
            <title>{Escape(fullTitle)}</title>
            <link rel="icon" href="data:,">
            <link rel="stylesheet" href="page.css">
            <link rel="stylesheet" href="site.css">
            </head>
            <body class="site">
            <a class="skip" href="#main">Skip to the text</a>
            <header class="bar">
            {Home(current)}
            <form class="search" role="search" hidden>
            <label for="site-search">Search</label>
            <input id="site-search" type="search" autocomplete="off" spellcheck="false" aria-keyshortcuts="/" title="Shortcut: /" aria-describedby="q-status">
            <p id="q-status" role="status"></p>
            <ol id="q-found" aria-label="Search results" hidden></ol>
            </form>
            </header>
            <div class="{(current is null ? "index" : "frame")}">
            {Contents(current, outline)}<main id="main" tabindex="-1">
            {body}{Turn(current)}</main>
            </div>
            <footer><p>{Escape(options.Origin)} To change and run the cells yourself, open the lesson's <code>.ipynb</code>.</p></footer>
            <script src="site.js"></script>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
    }

    string Home(SeriesLesson? current) => current is null
        ? $"<span class=\"home\">{Escape(options.Title)}</span>"
        : $"<a class=\"home\" href=\"{IndexName}\">{Escape(options.Title)}</a>";

    string Contents(SeriesLesson? current, PageOutline? outline)
    {
        // The index is the contents.
        if (current is null)
            return "";
        var html = new StringBuilder("<nav class=\"contents\" aria-label=\"Contents\">\n<details><summary>Contents</summary>\n<ol>\n");
        foreach (var lesson in lessons)
        {
            var isCurrent = lesson == current;
            html.Append($"<li><a href=\"{Href(lesson)}\"{(isCurrent ? " aria-current=\"page\"" : "")}>{Escape(lesson.Notebook.Title)}</a>");
            if (isCurrent && outline?.Sections.Where(section => section.Level == 2).ToList() is { Count: > 0 } sections)
            {
                html.Append("\n<ol>\n");
                foreach (var section in sections)
                    html.Append($"<li><a href=\"#{Escape(section.Id)}\">{Escape(section.Title)}</a></li>\n");
                html.Append("</ol>\n");
            }

            html.Append("</li>\n");
        }

        return html.Append("</ol>\n</details>\n</nav>\n").ToString();
    }

    string Turn(SeriesLesson? current)
    {
        if (current is null)
            return "";
        var at = lessons.ToList().IndexOf(current);
        var previous = at > 0 ? Link(lessons[at - 1], "prev", "Previous") : $"<a rel=\"prev\" href=\"{IndexName}\"><span>Back to</span> Contents</a>\n";
        var next = at + 1 < lessons.Count ? Link(lessons[at + 1], "next", "Next") : "";
        return $"<nav class=\"turn\" aria-label=\"Previous and next lesson\">\n{previous}{next}</nav>\n";
    }

    static string Link(SeriesLesson lesson, string rel, string word) =>
        $"<a rel=\"{rel}\" href=\"{Href(lesson)}\"><span>{word}</span> {Escape(lesson.Notebook.Title)}</a>\n";

    internal static string Href(SeriesLesson lesson) => Escape(Uri.EscapeDataString(lesson.PageName));

    static string Escape(string text) => WebUtility.HtmlEncode(text);
}
