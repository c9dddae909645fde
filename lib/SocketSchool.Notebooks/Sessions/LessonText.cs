using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Pages;

namespace SocketSchool.Notebooks.Sessions;

/// <summary>A lesson's text as HTML for the page that runs it: lessons at <c>NAME</c>, pictures at <c>../picture/NAME</c>.</summary>
public static class LessonText
{
    /// <summary>The HTML of the Markdown cells, by cell id. It holds no script, whatever the notebook says.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="glossary">The series' glossary, whose terms are linked; <see langword="null"/> without one.</param>
    public static IReadOnlyDictionary<string, string> Render(Notebook notebook, Notebook? glossary = null)
    {
        var isGlossary = glossary is not null && Path.GetFileName(glossary.Name) == Path.GetFileName(notebook.Name);
        var terms = glossary is null
            ? null
            : GlossaryTerms.Of(glossary, Path.GetFileNameWithoutExtension(glossary.Name)).ForPage(isGlossary);
        var markdown = new MarkdownHtml(new LessonLinks(), terms: terms, bareTags: true);
        return notebook.Cells.Where(cell => cell.Kind == CellKind.Markdown)
            .ToDictionary(cell => cell.Id, cell => markdown.Render(cell.Source), StringComparer.Ordinal);
    }

    /// <summary>What a glossary says of each term, as HTML, by the id of its entry. It holds no script, whatever the notebook says.</summary>
    /// <param name="glossary">The notebook.</param>
    public static IReadOnlyDictionary<string, string> Meanings(Notebook glossary)
    {
        ArgumentNullException.ThrowIfNull(glossary);
        return GlossaryMeanings.Of(glossary)
            .ToDictionary(entry => entry.Key, entry => new MarkdownHtml(new LessonLinks(), bareTags: true).Render(entry.Value), StringComparer.Ordinal);
    }

    /// <summary>A sentence of Markdown as HTML, without its links.</summary>
    /// <param name="markdown">The sentence.</param>
    public static string Sentence(string markdown)
    {
        var html = new MarkdownHtml(new NoLinks(), bareTags: true).Render(markdown).Trim();
        return html.StartsWith("<p>", StringComparison.Ordinal) && html.EndsWith("</p>", StringComparison.Ordinal) ? html[3..^4] : html;
    }

    /// <summary>Code as HTML with its words coloured by class.</summary>
    /// <param name="code">C# source.</param>
    public static string Highlight(string code) => CSharpHighlighter.ToHtml(code);

    /// <summary>The goal and the minutes that a lesson's first cell names; <see langword="null"/> for what it does not.</summary>
    /// <param name="notebook">The notebook.</param>
    public static (string? Goal, string? Time) Summary(Notebook notebook)
    {
        var summary = LessonSummary.Of(notebook);
        return (summary.Goal, summary.Time);
    }

    sealed class NoLinks : IPageLinks
    {
        public string? Picture(string url) => null;

        public string? Page(string url) => null;
    }
}
