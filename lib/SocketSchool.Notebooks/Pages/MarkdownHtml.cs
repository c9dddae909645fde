using System.Net;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SocketSchool.Notebooks.Pages;

/// <summary>
/// Renders the Markdown of a page: tables, task lists, heading ids that are unique in the page. Where links lead and where pictures come
/// from is the page's affair; a picture that it does not have is named instead of fetched.
/// </summary>
/// <param name="links">Where links lead.</param>
/// <param name="outline">Gets the page's headings and their text, if wanted.</param>
/// <param name="terms">The words that have an entry in a glossary, if there is one.</param>
/// <param name="bareTags">Whether HTML is reduced to a few harmless tags: for pages that hold a secret.</param>
internal sealed class MarkdownHtml(IPageLinks links, PageOutline? outline = null, GlossaryTerms? terms = null, bool bareTags = false)
{
    /// <summary>What Markdown means on our pages.</summary>
    public static MarkdownPipeline Pipeline { get; } = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseTaskLists()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UseFootnotes()
        .UseAlertBlocks()
        .UseAutoLinks()
        .Build();

    readonly HashSet<string> ids = new(StringComparer.Ordinal);

    /// <summary>The HTML of one cell's Markdown.</summary>
    public string Render(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        if (bareTags)
            BareTags.Reduce(document);
        foreach (var heading in document.Descendants<HeadingBlock>())
            MakeUnique(heading);
        foreach (var link in document.Descendants<LinkInline>().ToList())
            Rewrite(link);
        foreach (var link in document.Descendants<AutolinkInline>().Where(link => !link.IsEmail && links.Page(link.Url) is null).ToList())
            link.ReplaceBy(new LiteralInline(link.Url));
        terms?.Link(document);
        outline?.Add(document);
        using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        var renderer = new HtmlRenderer(writer);
        Pipeline.Setup(renderer);
        renderer.ObjectRenderers.Replace<CodeBlockRenderer>(new ColouredCodeBlock());
        renderer.Render(document);
        return writer.ToString();
    }

    void MakeUnique(HeadingBlock heading)
    {
        var attributes = heading.GetAttributes();
        var id = attributes.Id ?? "section";
        for (var n = 1; !ids.Add(attributes.Id = n == 1 ? id : $"{id}-{n}"); n++)
        {
        }
    }

    void Rewrite(LinkInline link)
    {
        var url = link.Url ?? "";
        var target = link.IsImage ? links.Picture(url) : links.Page(url);
        if (target is not null)
            link.Url = target;
        else if (link.IsImage)
            link.ReplaceBy(new LiteralInline($"[picture {url}]"));
        else
            link.ReplaceBy(new ContainerInline(), copyChildren: true);
    }

    sealed class ColouredCodeBlock : CodeBlockRenderer
    {
        protected override void Write(HtmlRenderer renderer, CodeBlock obj)
        {
            var code = obj.Lines.ToString();
            var isCSharp = obj is FencedCodeBlock { Info: { } info } && info.ToUpperInvariant() is "CSHARP" or "CS" or "C#";
            renderer.EnsureLine();
            renderer.Write("<pre class=\"code\"><code>")
                .Write(isCSharp ? CSharpHighlighter.ToHtml(code) : WebUtility.HtmlEncode(code))
                .WriteLine("</code></pre>");
        }
    }
}
