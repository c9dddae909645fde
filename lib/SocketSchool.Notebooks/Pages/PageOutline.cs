using System.Text;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SocketSchool.Notebooks.Pages;

/// <summary>The headings of a page with the text under each, as a table of contents and a search need them.</summary>
internal sealed class PageOutline
{
    readonly List<PageSection> sections = [];

    /// <summary>The sections so far, in the page's order.</summary>
    public IReadOnlyList<PageSection> Sections => sections;

    /// <summary>Adds the headings and the text of some Markdown.</summary>
    public void Add(MarkdownDocument document)
    {
        foreach (var block in document)
        {
            if (block is HeadingBlock heading)
                sections.Add(new PageSection(heading.Level, heading.GetAttributes().Id ?? "", PlainText(heading)));
            else
                AddText(PlainText(block));
        }
    }

    /// <summary>Adds text to the last section; text before the first heading belongs to none.</summary>
    public void AddText(string text)
    {
        if (sections.Count == 0 || string.IsNullOrWhiteSpace(text))
            return;
        var section = sections[^1].Text;
        if (section.Length > 0)
            section.Append(' ');
        section.AppendJoin(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>A part of a document without its marks.</summary>
    public static string PlainText(MarkdownObject part)
    {
        var text = new StringBuilder();
        foreach (var one in part is LeafBlock { Inline: { } inlines } ? inlines.Descendants() : part.Descendants())
        {
            switch (one)
            {
                case LiteralInline literal: text.Append(literal.Content.AsSpan()); break;
                case CodeInline code: text.Append(code.Content); break;
                case LineBreakInline: text.Append(' '); break;
                case HtmlEntityInline entity: text.Append(entity.Transcoded.AsSpan()); break;
                case CodeBlock code: text.Append(' ').Append(code.Lines.ToString()); break;
                case HtmlBlock or HtmlInline: break;
                case Block: text.Append(' '); break;
            }
        }

        if (part is CodeBlock whole)
            text.Append(whole.Lines.ToString());
        return text.ToString().Trim();
    }
}
