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
    /// <param name="notebook">The notebook.</param>
    /// <param name="markdown">Renders its text.</param>
    /// <param name="results">What became of its cells, if it was run.</param>
    /// <param name="outline">Gets the text of the code, if wanted. The cell that only loads the library is then folded, too.</param>
    public static string Render(
        Notebook notebook, MarkdownHtml markdown, IReadOnlyList<CellResult>? results = null, PageOutline? outline = null)
    {
        var outcomes = results?.ToDictionary(result => result.Cell.Id, StringComparer.Ordinal);
        var body = new StringBuilder();
        var number = 0;
        foreach (var cell in notebook.Cells)
        {
            var foldsCode = outline is not null && IsSetup(cell);
            if (cell.Kind == CellKind.Code && !foldsCode)
                outline?.AddText(cell.Source);
            body.Append(cell.Kind switch
            {
                CellKind.Markdown => $"<section class=\"text\">\n{markdown.Render(cell.Source)}</section>\n",
                CellKind.Code => Code(cell, ++number, outcomes?.GetValueOrDefault(cell.Id), foldsCode),
                _ => $"<pre class=\"raw\">{Escape(cell.Source)}</pre>\n",
            });
        }

        return body.ToString();
    }

    // Nothing but directives, usings and comments: every lesson begins with it, and a reader need not read it each time.
    static bool IsSetup(NotebookCell cell) => cell.Kind == CellKind.Code
        && cell.Source.Contains("#r \"", StringComparison.Ordinal)
        && cell.Source.Split('\n').All(line => line.Trim() is var text
            && (text.Length == 0 || text.StartsWith("//", StringComparison.Ordinal) || text.StartsWith("#r ", StringComparison.Ordinal)
                || text.StartsWith("using ", StringComparison.Ordinal)));

    static string Code(NotebookCell cell, int number, CellResult? result, bool foldsCode)
    {
        var html = new StringBuilder();
        var name = string.Create(CultureInfo.InvariantCulture, $"cell {number}");
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"cell\" id=\"cell-{number}\" aria-label=\"{name}\">\n");
        html.Append($"<div class=\"label\" aria-hidden=\"true\">{name}</div>\n");
        var code = $"<pre class=\"code\" tabindex=\"0\"><code>{CSharpHighlighter.ToHtml(cell.Source.TrimEnd())}</code></pre>\n";
        html.Append(foldsCode ? $"<details class=\"setup\"><summary>Load the library and name what is used of .NET</summary>\n{code}</details>\n" : code);
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
        CellOutcome.Skipped => $"Skipped: {result.Error}.",
        CellOutcome.ExpectedException => "This cell was expected to fail and did not.",
        _ => null,
    };

    static string Escape(string text) => WebUtility.HtmlEncode(text);
}
