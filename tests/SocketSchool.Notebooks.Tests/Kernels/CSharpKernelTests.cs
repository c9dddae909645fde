using SocketSchool.Notebooks.Formatting;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Tests.Kernels;

public class CSharpKernelTests
{
    [Fact]
    public async Task Variables_methods_types_and_usings_persist()
    {
        var run = await CellRun.RunAllAsync(
            "using System.Net; var port = 7; record Peer(IPAddress Address, int Port); int Next(int n) => n + 1;",
            "new Peer(IPAddress.Loopback, Next(port)).ToString()");

        Assert.Equal("Peer { Address = 127.0.0.1, Port = 8 }", run.Result);
    }

    [Fact]
    public async Task A_later_cell_may_declare_variables_and_types_again()
    {
        var run = await CellRun.RunAllAsync(
            "var x = 1; record R(int A);",
            "var x = \"now a text\"; record R(string B);",
            "new R(x).B");

        Assert.Equal("now a text", run.Result);
    }

    [Fact]
    public async Task The_same_cell_may_be_run_twice()
    {
        const string Cell = "using System.Net; class Counter { public int N; } var c = new Counter(); c.N++; c.N";

        Assert.Equal("1", (await CellRun.RunAllAsync(Cell, Cell)).Result);
    }

    [Fact]
    public async Task A_cell_can_await()
    {
        var run = await CellRun.RunAllAsync("await Task.Yield(); var n = await Task.FromResult(20);", "n + await Task.FromResult(1)");

        Assert.Equal("21", run.Result);
    }

    [Theory]
    [InlineData("1 + 1;")]
    [InlineData("var x = 1;")]
    [InlineData("Console.Write(\"\")")]
    [InlineData("Task.CompletedTask.Wait()")]
    [InlineData("await Task.CompletedTask")]
    [InlineData("")]
    [InlineData("// only a comment")]
    public async Task Without_a_last_expression_there_is_no_result(string code)
    {
        var run = await CellRun.RunAllAsync(code);

        Assert.Null(run.Result);
        // 'x;' is an error in a script only when it is no statement: 1 + 1; is one of those.
        Assert.Equal(code == "1 + 1;" ? "Compilation error" : null, run.Error?.Name);
    }

    [Theory]
    [InlineData("null", "null")]
    [InlineData("(string)null", "null")]
    [InlineData("\"text\"", "text")]
    [InlineData("1.5", "1.5")]
    public async Task The_last_expression_is_the_result(string code, string expected) =>
        Assert.Equal(expected, (await CellRun.RunAllAsync(code)).Result);

    [Fact]
    public async Task Display_shows_any_value_in_order_with_console_text()
    {
        var run = await CellRun.RunAllAsync("Console.Write(\"a\"); 1.Display(); Console.Write(\"b\"); object o = null; o.Display(); \"end\"");

        Assert.Equal(
            ["a", "1", "b", "null", "end", "done"],
            run.Events.Select(e => e switch
            {
                KernelEvent.ConsoleText text => text.Text,
                KernelEvent.Display display => display.Data[MimeBundle.PlainText],
                KernelEvent.Result result => result.Data[MimeBundle.PlainText],
                _ => "done",
            }));
    }

    [Fact]
    public async Task Display_works_inside_methods_lambdas_and_classes()
    {
        var run = await CellRun.RunAllAsync(
            "static class Shower { public static void Show(object o) => o.Display(); } Shower.Show(1); new[] { 2, 3 }.ToList().ForEach(n => n.Display());");

        Assert.Null(run.Error);
        Assert.Equal(["1", "2", "3"], run.Events.OfType<KernelEvent.Display>().Select(e => e.Data[MimeBundle.PlainText]));
    }

    [Fact]
    public async Task The_imports_are_those_of_dotnet_interactive_and_no_more()
    {
        var known = await CellRun.RunAllAsync(
            "new List<int>().Count + Enumerable.Range(0, 1).Count() + new StringBuilder().Length + new ArrayList().Count");
        var file = await CellRun.RunAllAsync("File.Exists(\"x\")");
        var thread = await CellRun.RunAllAsync("new CancellationTokenSource()");

        Assert.Equal("1", known.Result);
        Assert.Contains("CS0103", file.Error!.Value, StringComparison.Ordinal);
        Assert.Contains("CS0246", thread.Error!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_base_class_library_is_there_without_a_reference()
    {
        var run = await CellRun.RunAllAsync(
            "using System.Net.Sockets; using System.Text.Json; using System.IO.Pipelines; using System.Threading.Channels; using System.Buffers; using System.Net.Http;\n"
            + "typeof(Socket).Name + typeof(JsonSerializer).Name + typeof(Channel).Name + typeof(HttpClient).Name + typeof(Pipe).Name");

        Assert.Equal("SocketJsonSerializerChannelHttpClientPipe", run.Result);
    }

    [Fact]
    public async Task The_language_is_the_latest()
    {
        var run = await CellRun.RunAllAsync("int[] a = [1, .. new[] { 2 }]; class P { public string S { get => field ?? \"none\"; set; } } $\"{a.Length}{new P().S}\"");

        Assert.Equal("2none", run.Result);
    }

    [Fact]
    public async Task What_a_cell_set_before_it_failed_is_set()
    {
        var run = await CellRun.RunAllAsync("var x = 1;", "x = 2; throw new Exception(\"late\");", "x");

        Assert.Equal("2", run.Result);
    }

    [Fact]
    public async Task A_cell_that_does_not_compile_changes_nothing()
    {
        var run = await CellRun.RunAllAsync("var x = 1;", "x = 2; var y = nothing;", "x");

        Assert.Equal("1", run.Result);
    }

    [Fact]
    public async Task Two_kernels_in_one_process_do_not_see_each_other()
    {
        using var one = new CSharpKernel(AppContext.BaseDirectory);
        using var two = new CSharpKernel(AppContext.BaseDirectory);

        var runs = await Task.WhenAll(
            CellRun.RunAsync(one, "var name = \"one\"; for (var i = 0; i < 50; i++) { Console.Write(name); await Task.Yield(); }"),
            CellRun.RunAsync(two, "var name = \"two\"; for (var i = 0; i < 50; i++) { Console.Write(name); await Task.Yield(); }"));

        Assert.Equal(string.Concat(Enumerable.Repeat("one", 50)), runs[0].Out);
        Assert.Equal(string.Concat(Enumerable.Repeat("two", 50)), runs[1].Out);
    }

    [Fact]
    public async Task The_last_event_is_that_the_cell_is_done()
    {
        var good = await CellRun.RunAllAsync("1");
        var bad = await CellRun.RunAllAsync("throw new Exception();");

        Assert.True(Assert.IsType<KernelEvent.Done>(good.Events[^1]).Succeeded);
        Assert.False(Assert.IsType<KernelEvent.Done>(bad.Events[^1]).Succeeded);
    }
}
