using System.Text.RegularExpressions;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Pages;

/// <summary>What a glossary says of its terms, each by itself, for a page that shows it beside the term.</summary>
internal static partial class GlossaryMeanings
{
    /// <summary>The Markdown of each entry by its id, without the lessons it is met in.</summary>
    /// <param name="glossary">The notebook.</param>
    public static IReadOnlyDictionary<string, string> Of(Notebook glossary)
    {
        var terms = GlossaryTerms.Of(glossary, "");
        var meanings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var cell in glossary.Cells.Where(cell => cell.Kind == CellKind.Markdown))
        {
            foreach (var (term, mark) in GlossaryTerms.Entries(Markdown.Parse(cell.Source, MarkdownHtml.Pipeline)))
            {
                if (terms.IdOf(term) is { } id && Meaning(mark) is { Span.IsEmpty: false } meaning)
                    meanings.TryAdd(id, Lessons().Replace(cell.Source.Substring(meaning.Span.Start, meaning.Span.Length), ""));
            }
        }

        return meanings;
    }

    // The paragraph that begins with the term, the cell beside it, or what stands below its heading.
    static Block? Meaning(MarkdownObject mark)
    {
        var block = mark as Block ?? GlossaryTerms.BlockOf((Markdig.Syntax.Inlines.Inline)mark);
        return block switch
        {
            { Parent: TableCell { Parent: TableRow { Count: > 1 } row } } => row[1] is TableCell { Count: > 0 } cell ? cell[0] : null,
            HeadingBlock { Parent: { } parent } => parent.IndexOf(block) + 1 is var next && next < parent.Count ? parent[next] as ParagraphBlock : null,
            _ => block,
        };
    }

    [GeneratedRegex(@"(?:,?\s*\[\d\d\]\([^)]*\.ipynb\))+\s*$")]
    private static partial Regex Lessons();
}
