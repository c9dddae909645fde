using System.Text;
using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Pages;

/// <summary>
/// The terms of a glossary, and the links to them. An entry is a bold term at the beginning of a paragraph, a list item or a table's row,
/// or a heading below level two. On every other page, the first emphasized mention of a term leads to its entry.
/// </summary>
internal sealed class GlossaryTerms
{
    // How every lesson's first cell begins; no terms.
    static readonly HashSet<string> Labels = new(["Goal", "Time", "Before"], StringComparer.Ordinal);

    readonly string pageName;
    readonly Dictionary<string, string> ids = new(StringComparer.OrdinalIgnoreCase);
    readonly HashSet<string> linked = new(StringComparer.Ordinal);
    readonly bool isGlossary;

    GlossaryTerms(string pageName, Dictionary<string, string> ids, bool isGlossary) =>
        (this.pageName, this.ids, this.isGlossary) = (pageName, ids, isGlossary);

    /// <summary>The terms of a glossary's notebook.</summary>
    /// <param name="glossary">The notebook.</param>
    /// <param name="pageName">The file name of its page.</param>
    public static GlossaryTerms Of(Notebook glossary, string pageName)
    {
        var ids = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var cell in glossary.Cells.Where(cell => cell.Kind == CellKind.Markdown))
        {
            foreach (var (term, _) in Entries(Markdown.Parse(cell.Source, MarkdownHtml.Pipeline)))
            {
                // "acknowledgement (ACK)" and "big-endian, little-endian" are known by either name.
                ids.TryAdd(term, "term-" + Slug(term));
                foreach (var name in term.Split(['(', ')', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                    ids.TryAdd(name, ids[term]);
            }
        }

        return new GlossaryTerms(pageName, ids, isGlossary: false);
    }

    /// <summary>How many terms there are.</summary>
    public int Count => ids.Count;

    /// <summary>The id of a term's entry; <see langword="null"/> when there is no such term.</summary>
    public string? IdOf(string term) => ids.GetValueOrDefault(term);

    /// <summary>The same terms for the next page, on which none is linked yet.</summary>
    /// <param name="isGlossary">Whether that page is the glossary itself: there the entries get their ids.</param>
    public GlossaryTerms ForPage(bool isGlossary) => new(pageName, ids, isGlossary);

    /// <summary>Links the terms of a piece of Markdown, or, in the glossary, marks its entries.</summary>
    public void Link(MarkdownDocument document)
    {
        if (isGlossary)
        {
            foreach (var (term, mark) in Entries(document))
            {
                if (ids.TryGetValue(term, out var id) && linked.Add(id))
                    MarkEntry(mark, id);
            }

            return;
        }

        foreach (var emphasis in document.Descendants<EmphasisInline>().ToList())
        {
            if (BlockOf(emphasis) is HeadingBlock || HasLink(emphasis))
                continue;
            var text = PageOutline.PlainText(emphasis).TrimEnd('.', ':', ',');
            if (Find(text) is { } term && linked.Add(ids[term]))
            {
                var link = new LinkInline($"{pageName}#{ids[term]}", "");
                link.GetAttributes().AddClass("term");
                emphasis.ReplaceBy(link, copyChildren: false);
                link.AppendChild(emphasis);
            }
        }
    }

    // Lessons also use a term's plural.
    string? Find(string text) =>
        ids.ContainsKey(text) ? text
        : text.EndsWith('s') && ids.ContainsKey(text[..^1]) ? text[..^1]
        : null;

    /// <summary>The entries of a piece of Markdown: the term and where it stands.</summary>
    internal static IEnumerable<(string Term, MarkdownObject Mark)> Entries(MarkdownDocument document)
    {
        foreach (var part in document.Descendants())
        {
            if (part is HeadingBlock { Level: > 2 } heading)
                yield return (PageOutline.PlainText(heading), heading);
            // In a table, only the first column names terms.
            if (part is ParagraphBlock { Inline.FirstChild: EmphasisInline { DelimiterCount: 2 } bold } paragraph
                && (paragraph.Parent is not TableCell { Parent: TableRow row } || ReferenceEquals(row[0], paragraph.Parent))
                && PageOutline.PlainText(bold).TrimEnd('.', ':') is var term && !Labels.Contains(term))
                yield return (term, bold);
        }
    }

    // A heading has an id already, which other links may know; the entry's own goes to its text.
    static void MarkEntry(MarkdownObject mark, string id)
    {
        if (mark is HeadingBlock { Inline.FirstChild: { } first })
            first.InsertBefore(new HtmlInline($"<span id=\"{id}\"></span>"));
        else
            mark.GetAttributes().Id = id;
    }

    /// <summary>The block that an inline stands in.</summary>
    internal static Block? BlockOf(Inline inline)
    {
        ContainerInline? root = inline.Parent;
        while (root?.Parent is { } parent)
            root = parent;
        return root?.ParentBlock;
    }

    static bool HasLink(Inline inline)
    {
        for (var parent = inline.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is LinkInline)
                return true;
        }

        return inline is ContainerInline container && container.Descendants<LinkInline>().Any();
    }

    static string Slug(string term)
    {
        var slug = new StringBuilder();
        foreach (var c in term.ToLowerInvariant())
        {
            if (char.IsLetterOrDigit(c))
                slug.Append(c);
            else if (slug.Length > 0 && slug[^1] != '-')
                slug.Append('-');
        }

        return slug.ToString().TrimEnd('-');
    }
}
