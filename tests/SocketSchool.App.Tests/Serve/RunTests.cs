using System.Diagnostics;
using System.Text.Json;
using SocketSchool.App.Serve;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.App.Tests.Serve;

/// <summary>Cells that run on real kernels, as the page sees it.</summary>
public class RunTests
{
    static Task<Page> StartAsync(params string[] cells) => StartAsync(options => options, cells);

    static Task<Page> StartAsync(Func<ServeOptions, ServeOptions> configure, params string[] cells) => Page.StartAsync(
        folder => folder.Notebook("notebooks/lesson.ipynb", cells), options => configure(options with { Kernel = App.Kernel }));

    static JsonElement Cell(JsonElement lesson, int number) => lesson.GetProperty("cells")[number - 1];

    static string OutputOf(JsonElement cell) => string.Concat(cell.GetProperty("outputs").EnumerateArray().Select(PageTab.TextOf));

    static IEnumerable<string> Types(PageTab tab, string cell) => tab.Messages
        .Where(message => message.TryGetProperty("cell", out var of) && of.ValueEquals(cell)).Select(message => PageTab.Type(message)!);

    [Fact]
    public async Task Every_tab_sees_what_a_cell_shows_while_it_runs_and_a_reload_sees_it_again()
    {
        await using var page = await StartAsync("Console.WriteLine(\"waiting\"); while (!System.IO.File.Exists(\"go\")) await Task.Delay(5); Console.WriteLine(\"went\"); 42");
        await using var first = await page.OpenAsync();
        await using var second = await page.OpenAsync();

        await first.SendAsync("run", new { cell = "cell-1" });
        // The cell ends only when this test, having seen its first line in the other tab, makes the file.
        var output = await second.WaitAsync("output", "cell-1");
        await using var late = await page.OpenAsync();
        var running = await late.WaitAsync("lesson");
        page.Folder.Write("notebooks/go", "");
        var done = await late.WaitAsync("done", "cell-1");
        await second.WaitAsync("done", "cell-1");

        Assert.Equal("waiting\n", PageTab.TextOf(output.GetProperty("output")));
        Assert.Equal("running", Cell(running, 1).GetProperty("state").GetString());
        Assert.Equal("waiting\n", OutputOf(Cell(running, 1)));
        Assert.Equal("busy", running.GetProperty("kernel").GetProperty("state").GetString());
        Assert.True(done.GetProperty("ok").GetBoolean());
        Assert.Equal("waiting\nwent\n42", second.Output("cell-1"));
        await using var reloaded = await page.OpenAsync();
        var cell = Cell(await reloaded.WaitAsync("lesson"), 1);
        Assert.Equal("waiting\nwent\n42", OutputOf(cell));
        Assert.Equal(1, cell.GetProperty("count").GetInt32());
        Assert.Equal("idle", cell.GetProperty("state").GetString());
        Assert.True(cell.GetProperty("ms").GetDouble() > 0);
        Assert.Equal(running.GetProperty("kernel").GetProperty("generation").GetInt32(), cell.GetProperty("generation").GetInt32());
    }

    [Fact]
    public async Task Running_all_goes_on_after_a_cell_that_is_meant_to_fail_and_stops_at_one_that_is_not()
    {
        await using var page = await StartAsync("int x = 1;", "@raises-exception x / (x - x)", "x++;", "no such thing", "x++;");
        await using var tab = await page.OpenAsync();

        await tab.SendAsync("runAll");
        var meant = await tab.WaitAsync("done", "cell-2");
        var marks = await tab.WaitAsync("diagnostics", "cell-4");
        await tab.WaitAsync("unqueued", "cell-5");
        var failed = await tab.WaitAsync("done", "cell-4");
        await tab.WaitForKernelAsync("idle");

        Assert.True(meant.GetProperty("ok").GetBoolean());
        Assert.False(failed.GetProperty("ok").GetBoolean());
        Assert.Equal(1, marks.GetProperty("items")[0].GetProperty("line").GetInt32());
        Assert.StartsWith("CS", marks.GetProperty("items")[0].GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("started", Types(tab, "cell-5"));
        await tab.SendAsync("runAbove", new { cell = "cell-4", sources = new Dictionary<string, object> { ["cell-3"] = new { source = "x += 10; x", revision = Notebooks.Sessions.Revision.Of("x++;") } } });
        await tab.WaitAsync("done", "cell-3");
        Assert.Equal("11", tab.Output("cell-3"));
        Assert.Single(Types(tab, "cell-4"), type => type == "started");
    }

    [Fact]
    public async Task Interrupting_ends_a_cell_that_loops_keeps_the_variables_and_forgets_the_cells_that_wait()
    {
        await using var page = await StartAsync("int x = 7;", "Console.WriteLine(\"looping\"); while (true) { }", "x");
        await using var tab = await page.OpenAsync();

        await tab.SendAsync("runAll");
        await tab.WaitAsync("output", "cell-2");
        await tab.SendAsync("interrupt");
        await tab.WaitAsync("unqueued", "cell-3");
        var done = await tab.WaitAsync("done", "cell-2");
        var idle = await tab.WaitForKernelAsync("idle");
        await tab.RunAsync("cell-3");

        Assert.False(done.GetProperty("ok").GetBoolean());
        Assert.Contains("Interrupted", tab.Output("cell-2"), StringComparison.Ordinal);
        Assert.Contains("still there", idle.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.Equal("7", tab.Output("cell-3"));
    }

    [Fact]
    public async Task A_kernel_that_dies_is_told_and_the_next_cell_runs_on_another()
    {
        await using var page = await StartAsync("Environment.Exit(3);", "_ = Task.Run(async () => { while (!System.IO.File.Exists(\"die\")) await Task.Delay(5); Environment.Exit(4); });", "6 * 7");
        await using var tab = await page.OpenAsync();
        var generation = (await tab.WaitForKernelAsync("idle")).GetProperty("generation").GetInt32();

        var done = await tab.RunAsync("cell-1");
        var restarted = await tab.WaitForKernelAsync("starting");
        Assert.False(done.GetProperty("ok").GetBoolean());
        Assert.Contains("exit code 3", tab.Output("cell-1"), StringComparison.Ordinal);
        Assert.Contains("Run the cells above again", restarted.GetProperty("note").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(generation, restarted.GetProperty("generation").GetInt32());

        await tab.RunAsync("cell-2");
        page.Folder.Write("notebooks/die", "");
        var dead = await tab.WaitForKernelAsync("dead");
        Assert.Contains("between two cells", dead.GetProperty("note").GetString(), StringComparison.Ordinal);

        await tab.RunAsync("cell-3");
        Assert.Equal("42", tab.Output("cell-3"));
    }

    [Fact]
    public async Task Restarting_forgets_the_variables_even_in_the_middle_of_a_cell_and_runs_all_when_asked()
    {
        await using var page = await StartAsync("var id = Environment.ProcessId; id", "Console.WriteLine(\"in\"); while (!System.IO.File.Exists(\"go\")) { }");
        await using var tab = await page.OpenAsync();
        await tab.RunAsync("cell-1");
        var first = tab.Output("cell-1");

        await tab.SendAsync("run", new { cell = "cell-2" });
        await tab.WaitAsync("output", "cell-2");
        await tab.SendAsync("restart", new { run = true });
        await tab.WaitForKernelAsync("restarting");
        // Written before, it would now and then end the cell before the restart does.
        page.Folder.Write("notebooks/go", "");
        await tab.WaitAsync("done", "cell-2");
        await tab.WaitAsync("done", "cell-1");
        var done = await tab.WaitAsync("done", "cell-2");

        Assert.True(done.GetProperty("ok").GetBoolean());
        Assert.NotEqual(first, tab.Output("cell-1"));
    }

    [UnixFact]
    public async Task A_lesson_that_nobody_looks_at_loses_its_kernel_and_keeps_its_text_and_outputs()
    {
        await using var page = await StartAsync(options => options with { Keep = TimeSpan.FromMilliseconds(200) }, "Environment.ProcessId");
        int kernel;
        int generation;
        await using (var tab = await page.OpenAsync())
        {
            await tab.RunAsync("cell-1", "var mine = Environment.ProcessId; mine");
            kernel = int.Parse(tab.Output("cell-1"), System.Globalization.CultureInfo.InvariantCulture);
            generation = (await tab.WaitForKernelAsync("idle")).GetProperty("generation").GetInt32();
        }

        await WaitForEndAsync(kernel);
        await using var again = await page.OpenAsync();
        var lesson = await again.WaitAsync("lesson");

        Assert.Equal("var mine = Environment.ProcessId; mine", Cell(lesson, 1).GetProperty("source").GetString());
        Assert.Equal($"{kernel}", OutputOf(Cell(lesson, 1)));
        Assert.NotEqual(generation, lesson.GetProperty("kernel").GetProperty("generation").GetInt32());
        Assert.Single(Notebook.Load(page.Folder.File("my/lesson.ipynb")).Cells[0].Outputs);
    }

    [UnixFact]
    public async Task Who_looks_something_up_on_another_page_comes_back_to_a_kernel_that_still_runs()
    {
        await using var page = await Page.StartAsync(
            folder =>
            {
                folder.Notebook("notebooks/lesson.ipynb", "var kept = 1;", "kept");
                folder.Notebook("notebooks/other.ipynb", "1");
            },
            options => options with { Kernel = App.Kernel, Keep = TimeSpan.FromMilliseconds(100), KeepBeside = TimeSpan.FromMinutes(5) });
        await using (var tab = await page.OpenAsync())
            await tab.RunAsync("cell-1");

        // The kernel's end would take away what the second cell wants. No kernel starts and runs a cell in twice the while.
        await using (var other = await page.OpenAsync("other"))
            await other.RunAsync("cell-1");

        await using var again = await page.OpenAsync();
        await again.RunAsync("cell-2");
        Assert.Equal("1", again.Output("cell-2"));
    }

    [Fact]
    public async Task The_panel_shows_the_servers_and_their_log_once_and_stops_them()
    {
        await using var page = await StartAsync(
            $"#r \"{Path.Combine(AppContext.BaseDirectory, "SocketSchool.dll").Replace("\\", "/", StringComparison.Ordinal)}\"\nusing SocketSchool;\nvar echo = EchoServer.Start();",
            "await using (var me = await Connection.ConnectAsync(echo)) { await me.SendTextAsync(\"hello\"); await me.ReceiveAsync(new byte[100]); }");
        await using var tab = await page.OpenAsync();
        static bool IsSlim(JsonElement message) => PageTab.Type(message) == "panel" && message.GetProperty("servers").EnumerateArray().All(server => server.EnumerateObject().Count() == 3);
        bool Lists(JsonElement message, Func<JsonElement, bool> server) => PageTab.Type(message) == "panel" && message.GetProperty("servers").EnumerateArray().Any(server);
        static bool HasViews(JsonElement server) => server.TryGetProperty("logHtml", out _) && server.TryGetProperty("cardHtml", out _) && server.TryGetProperty("diagramHtml", out _);

        await using var closed = await page.OpenAsync();
        await tab.SendAsync("panel", new { open = true });
        await tab.RunAsync("cell-1");
        await closed.WaitAsync(message => IsSlim(message) && message.GetProperty("servers").GetArrayLength() == 1, "panel with a name");
        var listed = await tab.WaitAsync(message => Lists(message, server => server.GetProperty("state").ValueEquals("listening")), "panel with a server");
        var id = listed.GetProperty("servers")[0].GetProperty("id").GetString()!;
        Assert.StartsWith("nc 127.0.0.1 ", listed.GetProperty("servers")[0].GetProperty("hint").GetString(), StringComparison.Ordinal);
        Assert.False(HasViews(listed.GetProperty("servers")[0]));

        await tab.SendAsync("panel", new { open = true, selected = id });
        var selected = await tab.WaitAsync(message => Lists(message, HasViews), "panel with views");
        await tab.RunAsync("cell-2");
        var talked = await tab.WaitAsync(message => Lists(message, server => HasViews(server) && server.GetProperty("bytesIn").GetInt64() == 5), "panel with a newer log");
        Assert.Contains("hello", talked.GetProperty("servers")[0].GetProperty("logHtml").GetString(), StringComparison.Ordinal);
        var contents = await page.JsonAsync("/api/contents");
        Assert.Equal("echo", contents.GetProperty("lessons")[0].GetProperty("running")[0].GetProperty("name").GetString());

        await tab.SendAsync("stopServer", new { id });
        await tab.WaitAsync(message => PageTab.Type(message) == "panel" && message.GetProperty("servers").GetArrayLength() == 0, "panel without a server");
        await tab.SendAsync("stopServer", new { id });
        Assert.Contains("no running server", (await tab.WaitAsync("error")).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exercise_that_is_solved_stays_solved_after_the_server_was_restarted()
    {
        var library = Path.Combine(AppContext.BaseDirectory, "SocketSchool.dll").Replace("\\", "/", StringComparison.Ordinal);
        void Prepare(TempFolder folder) => folder.Notebook(
            "notebooks/lesson.ipynb",
            $"#r \"{library}\"\nusing SocketSchool;\nusing System.Threading;\nasync Task SayHello(Connection client, CancellationToken stop) => await client.SendLineAsync(\"hello, nice of you to call\", stop);",
            "@exercise:hello 1",
            "await Check.Hello(SayHello)");
        static ServeOptions Configure(ServeOptions options) => options with { Kernel = null };
        var page = await Page.StartAsync(Prepare, Configure);
        await using (var tab = await page.OpenAsync())
        {
            await tab.WaitAsync(message => PageTab.Type(message) == "progress" && message.GetProperty("exercises")[0].GetProperty("state").ValueEquals("open"), "open exercise");
            await tab.SendAsync("runAll");
            await tab.WaitAsync("done", "cell-3");
            var progress = await tab.WaitAsync("progress");
            Assert.True(progress.GetProperty("done").GetInt32() == 1, tab.Output("cell-3"));
            Assert.Equal(1, progress.GetProperty("seriesDone").GetInt32());
        }

        await using var again = await Page.StartAsync(_ => { }, Configure, await page.StopAsync());
        var contents = await again.JsonAsync("/api/contents");
        Assert.Equal("done", contents.GetProperty("lessons")[0].GetProperty("exercises")[0].GetProperty("state").GetString());
        Assert.Equal(1, contents.GetProperty("done").GetInt32());
        await using var tabAgain = await again.OpenAsync();
        Assert.Contains("passed", OutputOf(Cell(await tabAgain.WaitAsync("lesson"), 3)), StringComparison.OrdinalIgnoreCase);
    }

    static async Task WaitForEndAsync(int id)
    {
        for (var clock = Stopwatch.StartNew(); ProcessExists(id); await Task.Delay(20))
            Assert.True(clock.Elapsed < App.Limit, $"process {id} did not end");
    }

    static bool ProcessExists(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
