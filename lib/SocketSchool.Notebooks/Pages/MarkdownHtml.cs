using System.Net;
using Markdig;
using Markdig.Extensions.AutoIdentifiers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace SocketSchool.Notebooks.Pages;

/// <summary>
/// Renders the Markdown of a page: tables, task lists, heading ids that are unique in the page. Links to other notebooks become links
/// to their pages, and pictures are put into the page or, when they are elsewhere, named instead of fetched.
/// </summary>
/// <param name="folder">The folder that pictures are relative to, or <see langword="null"/> to leave pictures out.</param>
internal sealed class MarkdownHtml(string? folder)
{
    static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseTaskLists()
        .UseAutoIdentifiers(AutoIdentifierOptions.GitHub)
        .UseFootnotes()
        .UseAlertBlocks()
        .UseAutoLinks()
        .Build();

    readonly HashSet<string> ids = new(StringComparer.Ordinal);

    public string Render(string markdown)
    {
        var document = Markdown.Parse(markdown, Pipeline);
        foreach (var heading in document.Descendants<HeadingBlock>())
            MakeUnique(heading);
        foreach (var link in document.Descendants<LinkInline>().ToList())
            Rewrite(link);
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
        if (link.IsImage)
        {
            if (PictureData.Embed(url, folder) is { } data)
                link.Url = data;
            else
                link.ReplaceBy(new LiteralInline($"[picture {url}]"));
            return;
        }

        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var path = hash < 0 ? url : url[..hash];
        if (!url.Contains("://", StringComparison.Ordinal) && path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
            link.Url = path[..^".ipynb".Length] + ".html" + (hash < 0 ? "" : url[hash..]);
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
