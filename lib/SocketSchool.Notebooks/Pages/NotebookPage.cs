using System.Net;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.Notebooks.Pages;

/// <summary>A notebook as one HTML page that needs nothing else: no request leaves the machine, it reads well on screen and on paper.</summary>
public static class NotebookPage
{
    /// <summary>The tag of a cell whose output answers a prediction: a page folds it away until the reader opens it.</summary>
    public const string PredictTag = "predict";

    /// <summary>The page of a notebook with the outputs it has.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="folder">The folder that its pictures are relative to; <see langword="null"/> leaves them out.</param>
    /// <param name="results">What became of its cells in the run at hand, if there was one.</param>
    public static string Render(Notebook notebook, string? folder = null, IReadOnlyList<CellResult>? results = null)
    {
        var body = NotebookBody.Render(notebook, new MarkdownHtml(new EmbeddedLinks(folder)), results);
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
            {PageResource.Read("page.css")}</style>
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

    static string Escape(string text) => WebUtility.HtmlEncode(text);
}
