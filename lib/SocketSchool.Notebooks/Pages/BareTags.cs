using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SocketSchool.Notebooks.Pages;

/// <summary>
/// Reduces the HTML in Markdown to a few tags without attributes, so that no notebook brings a script, a form or a frame into a page.
/// What is not one of them stands there as text.
/// </summary>
internal static partial class BareTags
{
    /// <summary>Reduces all of a document's HTML.</summary>
    public static void Reduce(MarkdownDocument document)
    {
        foreach (var inline in document.Descendants<HtmlInline>())
            inline.Tag = Reduce(inline.Tag);
        foreach (var block in document.Descendants<HtmlBlock>())
            block.Lines = new StringLineGroup(Reduce(block.Lines.ToString()));
    }

    static string Reduce(string html)
    {
        var result = new StringBuilder();
        var done = 0;
        foreach (Match tag in Allowed().Matches(html))
        {
            result.Append(Escape(html[done..tag.Index])).Append(tag.Value);
            done = tag.Index + tag.Length;
        }

        return result.Append(Escape(html[done..])).ToString();
    }

    // References such as &lt; stay: they are text.
    static string Escape(string text) => WebUtility.HtmlEncode(WebUtility.HtmlDecode(text));

    [GeneratedRegex("</?(?:details|summary|code|kbd|sub|sup|br|b|i|em|strong|p|ul|ol|li)\\s*/?>", RegexOptions.IgnoreCase)]
    private static partial Regex Allowed();
}
