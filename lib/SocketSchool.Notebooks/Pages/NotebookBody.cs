using System.Globalization;
using System.Net;
using System.Text;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.Notebooks.Pages;

/// <summary>The cells of a notebook in HTML: what every page of it has inside.</summary>
internal static class NotebookBody
{
    /// <summary>The cells, top to bottom, with the outputs they have.</summary>
    public static string Render(
        Notebook notebook, MarkdownHtml markdown, IReadOnlyList<CellResult>? results = null, PageOutline? outline = null)
    {
        var outcomes = results?.ToDictionary(result => result.Cell.Id, StringComparer.Ordinal);
        var body = new StringBuilder();
        var number = 0;
        foreach (var cell in notebook.Cells)
        {
            if (cell.Kind == CellKind.Code)
                outline?.AddText(cell.Source);
            body.Append(cell.Kind switch
            {
                CellKind.Markdown => $"<section class=\"text\">\n{markdown.Render(cell.Source)}</section>\n",
                CellKind.Code => Code(cell, ++number, outcomes?.GetValueOrDefault(cell.Id)),
                _ => $"<pre class=\"raw\">{Escape(cell.Source)}</pre>\n",
            });
        }

        return body.ToString();
    }

    static string Code(NotebookCell cell, int number, CellResult? result)
    {
        var html = new StringBuilder();
        var name = string.Create(CultureInfo.InvariantCulture, $"cell {number}");
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"cell\" id=\"cell-{number}\" aria-label=\"{name}\">\n");
        html.Append($"<div class=\"label\" aria-hidden=\"true\">{name}</div>\n");
        html.Append($"<pre class=\"code\" tabindex=\"0\"><code>{CSharpHighlighter.ToHtml(cell.Source.TrimEnd())}</code></pre>\n");
        var outputs = string.Concat(cell.Outputs.Select(output => OutputHtml.Of(output) + "\n"));
        if (Note(result) is { } note)
            outputs += $"<p class=\"note\">{Escape(note)}</p>\n";
        // A page shows every answer at once; one that the reader is to predict first stays folded.
        if (outputs.Length > 0 && cell.Tags.Contains(NotebookPage.PredictTag, StringComparer.Ordinal))
            outputs = $"<details class=\"predict\"><summary>Predict first, then open</summary>\n{outputs}</details>\n";
        if (outputs.Length > 0)
            html.Append($"<div class=\"output\" role=\"group\" aria-label=\"output of {name}\" tabindex=\"0\">\n{outputs}</div>\n");
        return html.Append("</section>\n").ToString();
    }

    static string? Note(CellResult? result) => result?.Outcome switch
    {
        CellOutcome.NotRun => "Not run: an earlier cell ended the kernel.",
        CellOutcome.ExpectedException => "This cell was expected to fail and did not.",
        _ => null,
    };

    static string Escape(string text) => WebUtility.HtmlEncode(text);
}
