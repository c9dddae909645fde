using System.Net;
using System.Text;

namespace SocketSchool.Notebooks.Pages;

/// <summary>
/// A series of notebooks as pages to read: an index, a page a lesson, a search. The pages work from a disk, ask nobody for anything, and
/// follow the reader's choice of light or dark.
/// </summary>
public static class SeriesSite
{
    /// <summary>The notebook whose entries the terms of the others lead to, without its extension.</summary>
    public const string GlossaryName = "glossary";

    /// <summary>Makes the pages and writes them.</summary>
    /// <param name="folder">The site's folder.</param>
    /// <param name="lessons">The notebooks in the order in which they are read.</param>
    /// <param name="options">What the pages say about the series.</param>
    /// <returns>How many files the site has.</returns>
    /// <exception cref="ArgumentException">Two notebooks would have the same page, or one would be the index.</exception>
    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file or the folder is write-protected.</exception>
    public static int Write(SiteFolder folder, IReadOnlyList<SeriesLesson> lessons, SeriesOptions options)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(lessons);
        ArgumentNullException.ThrowIfNull(options);
        foreach (var name in lessons.Select(lesson => lesson.PageName).Append(SeriesPage.IndexName).GroupBy(name => name, StringComparer.OrdinalIgnoreCase))
        {
            if (name.Count() > 1)
                throw new ArgumentException($"Two pages would be called {name.Key}.", nameof(lessons));
        }

        var files = Make(lessons, options);
        folder.Write(files);
        return files.Names.Count;
    }

    internal static SiteFiles Make(IReadOnlyList<SeriesLesson> lessons, SeriesOptions options)
    {
        var files = new SiteFiles();
        var frame = new SeriesPage(options, lessons);
        var search = new SearchIndex();
        var pages = lessons.ToDictionary(lesson => Path.GetFullPath(lesson.Notebook.Name), SeriesPage.Href, StringComparer.Ordinal);
        var glossary = lessons.FirstOrDefault(lesson => lesson.PageName == GlossaryName + ".html");
        var terms = glossary is null ? null : GlossaryTerms.Of(glossary.Notebook, glossary.PageName);
        foreach (var lesson in lessons)
        {
            var outline = new PageOutline();
            var markdown = new MarkdownHtml(new SiteLinks(lesson.Folder, pages, files), outline, terms?.ForPage(lesson == glossary));
            var body = NotebookBody.Render(lesson.Notebook, markdown, lesson.Results, outline);
            search.Add(lesson.PageName, lesson.Notebook.Title, outline);
            files.Add(lesson.PageName, frame.Render(lesson.Notebook.Title, body, lesson, outline));
        }

        files.Add(SeriesPage.IndexName, frame.Render(options.Title, Index(lessons, options)));
        files.Add("search-index.js", search.ToScript());
        foreach (var name in new[] { "page.css", "site.css", "site.js" })
            files.Add(name, PageResource.Read(name));
        return files;
    }

    static string Index(IReadOnlyList<SeriesLesson> lessons, SeriesOptions options)
    {
        var markdown = new MarkdownHtml(new EmbeddedLinks(null));
        var html = new StringBuilder($"<h1>{WebUtility.HtmlEncode(options.Title)}</h1>\n");
        if (options.Introduction.Length > 0)
            html.Append($"<div class=\"text\">\n{markdown.Render(options.Introduction)}</div>\n");
        html.Append("<h2 id=\"lessons\">Lessons</h2>\n<ol class=\"lessons\">\n");
        foreach (var lesson in lessons)
        {
            html.Append($"<li><a href=\"{SeriesPage.Href(lesson)}\">{WebUtility.HtmlEncode(lesson.Notebook.Title)}</a>");
            if (lesson.Time is { } time)
                html.Append($" <span class=\"time\">{WebUtility.HtmlEncode(time)}</span>");
            html.Append('\n').Append(lesson.Goal is { } goal ? markdown.Render(goal) : "").Append("</li>\n");
        }

        return html.Append("</ol>\n").ToString();
    }
}
