using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Pages;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.Notebooks.Tests.Pages;

public class NotebookPageTests
{
    static Notebook Notebook(params JsonObject[] cells)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i]["id"] ??= $"c{i}";
            cells[i]["metadata"] ??= new JsonObject();
        }

        var json = new JsonObject
        {
            ["cells"] = new JsonArray(cells),
            ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp" } },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return SocketSchool.Notebooks.Documents.Notebook.Parse(json.ToJsonString(), "lessons/03-echo.ipynb");
    }

    static JsonObject Markdown(string source) => new() { ["cell_type"] = "markdown", ["source"] = source };

    static JsonObject Code(string source, params JsonObject[] outputs) =>
        new() { ["cell_type"] = "code", ["source"] = source, ["outputs"] = new JsonArray(outputs) };

    static string Page(params JsonObject[] cells) => NotebookPage.Render(Notebook(cells));

    static JsonObject Data(string mimeType, JsonNode content) =>
        new() { ["output_type"] = "display_data", ["data"] = new JsonObject { [mimeType] = content, ["text/plain"] = "<plain>" } };

    [Fact]
    public void The_answer_to_a_prediction_stays_folded_until_it_is_opened()
    {
        var answer = Code("Measure()", new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "so it is b" });
        answer["metadata"] = new JsonObject { ["tags"] = new JsonArray("predict") };

        Assert.Matches("<details class=\"predict\"><summary>Predict first, then open</summary>\\s*<pre[^>]*>so it is b", Page(answer));
        Assert.DoesNotContain("<details", Page(Code("1", new JsonObject { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = "x" })), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_has_a_language_a_title_landmarks_and_a_skip_link()
    {
        var page = Page(Markdown("# Echo & more"));

        Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.Contains("<title>Echo &amp; more</title>", page, StringComparison.Ordinal);
        Assert.Contains("<a class=\"skip\" href=\"#main\">", page, StringComparison.Ordinal);
        Assert.All(["<header>", "<main id=\"main\">", "<footer>"], landmark => Assert.Contains(landmark, page, StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_in_a_page_asks_for_anything_elsewhere()
    {
        var page = Page(Markdown("![far](https://example.com/a.png) [link](https://example.com)"), Code("1"));

        Assert.DoesNotMatch(new Regex("src=\"(?!data:)"), page);
        Assert.DoesNotContain("<link", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.Contains("[picture https://example.com/a.png]", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_picture_beside_the_notebook_is_put_into_the_page()
    {
        using var folder = new TempFolder();
        folder.File("dot.svg", "<svg/>");

        var page = NotebookPage.Render(Notebook(Markdown("![a dot](dot.svg)")), folder.Path);

        Assert.Contains("src=\"data:image/svg+xml;base64,PHN2Zy8+\" alt=\"a dot\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_to_other_notebooks_lead_to_their_pages()
    {
        var page = Page(Markdown("[next](04-time.ipynb) [part](sub/05-x.ipynb#framing) [repository](https://example.com/x.ipynb)"));

        Assert.Contains("href=\"04-time.html\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"sub/05-x.html#framing\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"https://example.com/x.ipynb\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_task_lists_and_headings_with_unique_ids_are_rendered()
    {
        var page = Page(Markdown("## Framing\n\n| a | b |\n|---|---|\n| 1 | 2 |"), Markdown("## Framing\n\n- [x] done\n- [ ] open"));

        Assert.Contains("<h2 id=\"framing\">", page, StringComparison.Ordinal);
        Assert.Contains("<h2 id=\"framing-2\">", page, StringComparison.Ordinal);
        Assert.Contains("<td>2</td>", page, StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "<input [^>]*type=\"checkbox\""));
        var ids = Regex.Matches(page, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
    }

    [Fact]
    public void Code_in_CSharp_is_coloured_in_cells_and_in_text()
    {
        var page = Page(Markdown("```csharp\nvar a = 1;\n```\n\n```python\nvar b\n```"), Code("var c = 1;"));

        Assert.Equal(2, Regex.Count(page, "<span class=\"k\">var</span>"));
        Assert.Contains("<code>var b", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_richest_form_of_an_output_is_shown_and_text_is_escaped()
    {
        var page = Page(Code(
            "x",
            Data("text/html", new JsonArray("<b>bold\n", "</b>")),
            Data("application/unknown", "no"),
            new JsonObject { ["output_type"] = "stream", ["name"] = "stderr", ["text"] = "<oops>" },
            new JsonObject { ["output_type"] = "error", ["ename"] = "E", ["evalue"] = "v", ["traceback"] = new JsonArray("E: <v>", "   at cell 1, line 1") }));

        Assert.Contains("<b>bold\n</b>", page, StringComparison.Ordinal);
        Assert.Contains("<pre class=\"value\">&lt;plain&gt;</pre>", page, StringComparison.Ordinal);
        Assert.Contains("<pre class=\"stderr\">&lt;oops&gt;</pre>", page, StringComparison.Ordinal);
        Assert.Contains("<pre class=\"error\">E: &lt;v&gt;\n   at cell 1, line 1</pre>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_was_not_run_says_so()
    {
        var notebook = Notebook(Code("1"));

        var page = NotebookPage.Render(notebook, null, [new CellResult(notebook.Cells[0], 1, CellOutcome.NotRun, null)]);

        Assert.Contains("Not run", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_and_colours_of_the_page_have_enough_contrast_in_light_and_dark()
    {
        var style = Regex.Match(Page(), "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        var themes = Regex.Matches(style, @":root \{([^}]*--page[^}]*)\}").Select(match => Regex
            .Matches(match.Groups[1].Value, "--([a-z-]+): (#[0-9a-f]{6})").ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value)).ToList();

        Assert.Equal(2, themes.Count);
        foreach (var theme in themes)
        {
            var text = theme.Keys.Except(["page", "panel", "line", "error-panel"]);
            Assert.All(text, name => Assert.InRange(Contrast(theme[name], theme["panel"]), 4.5, 21));
            Assert.All(text, name => Assert.InRange(Contrast(theme[name], theme["page"]), 4.5, 21));
            Assert.InRange(Contrast(theme["error"], theme["error-panel"]), 4.5, 21);
        }
    }

    static double Contrast(string one, string two)
    {
        var (a, b) = (Luminance(one), Luminance(two));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // WCAG 2.2, relative luminance.
    static double Luminance(string colour)
    {
        var parts = Convert.FromHexString(colour[1..]).Select(c => c / 255.0)
            .Select(c => c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return (0.2126 * parts[0]) + (0.7152 * parts[1]) + (0.0722 * parts[2]);
    }
}
