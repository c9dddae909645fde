using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SocketSchool.App.Tests.Hosting;

namespace SocketSchool.App.Tests;

public class ExportCommandTests
{
    [Fact]
    public async Task It_runs_the_notebooks_and_writes_an_index_and_a_page_each()
    {
        using var folder = new TempFolder();
        folder.Notebook("notebooks/01-one.ipynb", "Console.WriteLine(6 * 7);", "@predict \"the answer\"");
        folder.Notebook("notebooks/02-two.ipynb", "1");

        var run = await App.RunAsync(folder.Path, "export", "--out", "site");

        Assert.Equal(("", 0), (run.Error, run.ExitCode));
        Assert.Contains($"Open {Path.Combine("site", "index.html")} in a browser.", run.Out, StringComparison.Ordinal);
        Assert.Contains("cells: 3 passed, 0 failed", run.Out, StringComparison.Ordinal);
        var page = await File.ReadAllTextAsync(folder.File("site/01-one.html"));
        Assert.Contains("42", page, StringComparison.Ordinal);
        Assert.Contains("<details class=\"predict\">", page, StringComparison.Ordinal);
        Assert.Contains("one run on ", page, StringComparison.Ordinal);
        Assert.Contains("02-two.html", await File.ReadAllTextAsync(folder.File("site/index.html")), StringComparison.Ordinal);
        Assert.Empty(folder.Outputs("notebooks/01-one.ipynb", 1));
    }

    [Fact]
    public async Task A_cell_that_fails_is_named_and_the_pages_are_written_all_the_same()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "throw new Exception(\"oh\");");

        var run = await App.RunAsync(folder.Path, "export", "a.ipynb", "--out", "site");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("a.ipynb, cell 1 (cell-1): Exception: oh", Assert.Single(run.ErrorLines));
        Assert.Contains("oh", await File.ReadAllTextAsync(folder.File("site/a.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_run_the_outputs_in_the_files_are_shown_and_a_second_export_replaces_the_first()
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "throw new Exception(\"never\");");
        folder.Notebook("b.ipynb", "1");

        Assert.Equal(0, (await App.RunAsync(folder.Path, "export", "a.ipynb", "b.ipynb", "--no-run", "--out", "site")).ExitCode);
        Assert.Equal(0, (await App.RunAsync(folder.Path, "export", "a.ipynb", "--no-run", "--out", "site")).ExitCode);

        Assert.Contains("were not run", await File.ReadAllTextAsync(folder.File("site/a.html")), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("site/b.html")));
    }

    [Theory]
    [InlineData("'--out' is required", "a.ipynb")]
    [InlineData("taken holds files that are not an export of ours", "a.ipynb", "--out", "taken")]
    [InlineData("a.ipynb is a file", "a.ipynb", "--out", "a.ipynb")]
    [InlineData("no.ipynb: there is no such file or folder", "no.ipynb", "--out", "site")]
    [InlineData("bad.ipynb", "bad.ipynb", "--no-run", "--out", "site")]
    [InlineData("bad.ipynb", "bad.ipynb", "--out", "site")]
    [InlineData("would be the index of the export", "index.ipynb", "--no-run", "--out", "site")]
    [InlineData("--timeout 0", "a.ipynb", "--timeout", "0", "--out", "site")]
    [InlineData("--jobs 0", "a.ipynb", "--jobs", "0", "--out", "site")]
    [InlineData("name a folder", "a.ipynb", "--out", " ")]
    [InlineData("export --out: ", "a.ipynb", "--no-run", "--out", "a.ipynb/site")]
    [InlineData("--fast: there is no such file or folder", "a.ipynb", "--out", "site", "--fast")]
    public async Task Bad_input_is_one_line_and_nothing_is_written(string message, params string[] arguments)
    {
        using var folder = new TempFolder();
        folder.Notebook("a.ipynb", "1");
        folder.Notebook("index.ipynb", "1");
        folder.Write("bad.ipynb", "{");
        folder.Write("taken/mine.txt", "mine");

        var run = await App.RunAsync(folder.Path, ["export", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(message, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Equal(["mine.txt"], Directory.GetFileSystemEntries(folder.File("taken")).Select(Path.GetFileName));
        Assert.False(Directory.Exists(folder.File("site")));
    }

    [ProgramFact("chromium")]
    public async Task In_a_browser_the_search_finds_the_keyboard_reaches_everything_and_nothing_is_asked_of_anybody()
    {
        using var folder = new TempFolder();
        folder.Write("notebooks/images/dot.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>");
        folder.Notebook("notebooks/01-one.ipynb", $"var wide = \"{new string('x', 400)}\";", "var thin = 1;");
        folder.Write("notebooks/02-two.ipynb", Markdown("# 02 Two", "## Half-close", "Quiet, but *listening*.", "![a dot](images/dot.svg)"));
        Assert.Equal(0, (await App.RunAsync(folder.Path, "export", "notebooks", "--no-run", "--out", "site")).ExitCode);

        // What a person would do, at the end of a page, and what came of it where the dumped page shows it.
        const string act = """
            <script>
            document.addEventListener('securitypolicyviolation', e => document.body.dataset.blocked = e.blockedURI);
            addEventListener('load', () => {
              const boxes = [...document.querySelectorAll('main *')].filter(e => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX));
              const field = document.querySelector('input[type=search]');
              document.dispatchEvent(new KeyboardEvent('keydown', { key: '/', bubbles: true }));
              field.value = 'LISTENING quiet';
              field.dispatchEvent(new Event('input', { bubbles: true }));
              new MutationObserver(() => {
                const found = document.querySelectorAll('#q-found a');
                if (found.length === 0) return;
                field.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
                Object.assign(document.body.dataset, {
                  found: [...found].map(a => a.getAttribute('href')).join(' '),
                  marks: [...found[0].querySelectorAll('mark')].map(m => m.textContent).join(' '),
                  focused: document.activeElement.getAttribute('href'),
                  scrolling: boxes.length, reachable: boxes.filter(b => b.tabIndex === 0).length,
                  stops: document.querySelectorAll('main pre[tabindex]').length,
                  pictures: [...document.images].filter(i => i.naturalWidth > 0).length,
                  asked: performance.getEntriesByType('resource').filter(r => !/^(file|data):/.test(r.name)).length,
                  styled: getComputedStyle(document.querySelector('.skip')).position,
                  first: document.querySelector('a, button, input, summary, [tabindex]').className,
                });
              }).observe(document.querySelector('#q-status'), { childList: true });
            });
            </script></body>
            """;
        var one = await DumpAsync(folder, "01-one.html", act);
        var two = await DumpAsync(folder, "02-two.html", act);

        foreach (var body in new[] { one, two })
        {
            Assert.Contains("data-found=\"02-two.html#half-close\"", body, StringComparison.Ordinal);
            Assert.Contains("data-marks=\"Quiet listening\"", body, StringComparison.Ordinal);
            Assert.Contains("data-focused=\"02-two.html#half-close\"", body, StringComparison.Ordinal);
            Assert.Contains("data-asked=\"0\"", body, StringComparison.Ordinal);
            Assert.Contains("data-styled=\"absolute\"", body, StringComparison.Ordinal);
            Assert.Contains("data-first=\"skip\"", body, StringComparison.Ordinal);
            Assert.DoesNotContain("data-blocked", body, StringComparison.Ordinal);
        }

        Assert.Contains("data-scrolling=\"1\"", one, StringComparison.Ordinal);
        Assert.Contains("data-reachable=\"1\"", one, StringComparison.Ordinal);
        Assert.Contains("data-stops=\"1\"", one, StringComparison.Ordinal);
        Assert.Contains("data-pictures=\"1\"", two, StringComparison.Ordinal);
    }

    static async Task<string> DumpAsync(TempFolder folder, string page, string script)
    {
        var html = await File.ReadAllTextAsync(folder.File("site/" + page));
        var probe = folder.Write("site/probe-" + page, html.Replace("</body>", script, StringComparison.Ordinal));
        var info = new ProcessStartInfo(
            Programs.Find("chromium")!,
            ["--headless", "--no-sandbox", "--disable-gpu", $"--user-data-dir={folder.File("profile-" + page)}", "--virtual-time-budget=10000", "--dump-dom", "file://" + probe])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(App.Limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        return Regex.Match(await output, "<body[^>]*>").Value;
    }

    static string Markdown(params string[] paragraphs) => new JsonObject
    {
        ["cells"] = new JsonArray(new JsonObject
        {
            ["cell_type"] = "markdown",
            ["id"] = "text",
            ["metadata"] = new JsonObject(),
            ["source"] = string.Join("\n\n", paragraphs),
        }),
        ["metadata"] = new JsonObject { ["kernelspec"] = new JsonObject { ["name"] = ".net-csharp" } },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    }.ToJsonString();
}
