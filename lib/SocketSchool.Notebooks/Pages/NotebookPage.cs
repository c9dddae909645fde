using System.Globalization;
using System.Net;
using System.Text;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.Notebooks.Pages;

/// <summary>A notebook as one HTML page that needs nothing else: no request leaves the machine, it reads well on screen and on paper.</summary>
public static class NotebookPage
{
    /// <summary>The tag of a cell whose output answers a prediction: a page folds it away until the reader opens it.</summary>
    public const string PredictTag = "predict";

    static readonly Lazy<string> Style = new(() =>
    {
        using var stream = typeof(NotebookPage).Assembly.GetManifestResourceStream("page.css")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });

    /// <summary>The page of a notebook with the outputs it has.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="folder">The folder that its pictures are relative to; <see langword="null"/> leaves them out.</param>
    /// <param name="results">What became of its cells in the run at hand, if there was one.</param>
    public static string Render(Notebook notebook, string? folder = null, IReadOnlyList<CellResult>? results = null)
    {
        var outcomes = results?.ToDictionary(result => result.Cell.Id, StringComparer.Ordinal);
        var markdown = new MarkdownHtml(folder);
        var body = new StringBuilder();
        var number = 0;
        foreach (var cell in notebook.Cells)
        {
            body.Append(cell.Kind switch
            {
                CellKind.Markdown => $"<section class=\"text\">\n{markdown.Render(cell.Source)}</section>\n",
                CellKind.Code => Code(cell, ++number, outcomes?.GetValueOrDefault(cell.Id)),
                _ => $"<pre class=\"raw\">{Escape(cell.Source)}</pre>\n",
            });
        }

        return $"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
            <title>{Escape(notebook.Title)}</title>
            <style>
            {Style.Value}</style>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the lesson</a>
            <header><p>SocketSchool <span>{Escape(Path.GetFileName(notebook.Name))}</span></p></header>
            <main id="main">
            {body}</main>
            <footer><p>Made by running every cell of the notebook. To change and run them yourself, open the <code>.ipynb</code>.</p></footer>
            </body>
            </html>

            """.ReplaceLineEndings("\n");
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
        if (outputs.Length > 0 && cell.Tags.Contains(PredictTag, StringComparer.Ordinal))
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
