using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Tests.Kernels;

public class CellChainTests
{
    [Fact]
    public async Task Cells_that_declare_nothing_stand_between_those_that_do()
    {
        var run = await CellRun.RunAllAsync(
            "var x = 1;",
            "x++;",
            "int.TryParse(\"5\", out var y)",
            "Console.Write(x + y);",
            "if (new object[] { 7 } is [int z]) x += z;",
            "foreach (var n in new[] { 1, 2 }) { x += n; }",
            "throw new Exception();",
            "x += z;",
            "int Twice(int n) => 2 * n;",
            "Twice(1);",
            "record R(int A);",
            "new R(x + y + Twice(z)).A");

        Assert.Equal("38", run.Result ?? run.Traceback);
    }

    [Fact]
    public async Task What_a_cell_that_declares_nothing_has_started_goes_on_with_its_own_variables()
    {
        var run = await CellRun.RunAllAsync(
            "var go = new TaskCompletionSource(); var got = 0; Task task = Task.CompletedTask;",
            "task = Task.Run(async () => { await go.Task; got = 40; });",
            "var got2 = 2;",
            "Console.Write(\"\");",
            "go.SetResult(); await task; got + got2");

        Assert.Equal("42", run.Result ?? run.Traceback);
    }

    [Fact]
    public async Task Usings_references_and_scripts_of_earlier_cells_stay()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("helper.csx"), "int Helper() => 6;");
        using var kernel = new CSharpKernel(folder.Path);
        await CellRun.RunAsync(kernel, "using System.Net;");
        await CellRun.RunAsync(kernel, "#load \"helper.csx\"");
        await CellRun.RunAsync(kernel, "1");

        Assert.Equal("127.0.0.1", (await CellRun.RunAsync(kernel, "IPAddress.Loopback.ToString()")).Result);
        Assert.Equal("6", (await CellRun.RunAsync(kernel, "Helper()")).Result);
    }

    [Fact]
    public async Task A_cell_with_a_loop_and_one_without_understand_each_others_types()
    {
        var run = await CellRun.RunAllAsync(
            "class A { public int Sum(int n) { var s = 0; for (var i = 0; i <= n; i++) s += i; return s; } }",
            "class B { public A A = new(); }",
            "var b = new B(); while (false) { }",
            "b.A.Sum(3) + new A().Sum(1)");

        Assert.Equal("7", run.Result ?? run.Traceback);
    }

    [Theory]
    [InlineData("1 + 1", false)]
    [InlineData("Console.WriteLine();", false)]
    [InlineData("for (var i = 0; i < 2; i++) { var x = i; }", false)]
    [InlineData("Task.Run(() => { int F() => 1; return F(); })", false)]
    [InlineData("var x = 1;", true)]
    [InlineData("int.TryParse(\"1\", out var x)", true)]
    [InlineData("void F() { }", true)]
    [InlineData("enum E { A }", true)]
    [InlineData("using System.Net; 1", true)]
    [InlineData("#nullable enable\n1", true)]
    public void Only_a_cell_that_later_ones_can_name_something_of_is_kept(string code, bool expected) =>
        Assert.Equal(expected, new CellCompiler(AppContext.BaseDirectory).Compile(code, "cell 1").DeclaresSomething);

    [Fact]
    public void A_cell_names_no_reference_again_that_the_one_before_had()
    {
        var compiler = new CellCompiler(AppContext.BaseDirectory);
        int Next(string code)
        {
            var cell = compiler.Compile(code, "cell 1");
            Assert.False(cell.HasErrors);
            compiler.Keep(cell);
            return cell.Compilation.ExternalReferences.Length;
        }

        Assert.True(Next("var a = 1;") > 100);
        Assert.Equal(0, Next("var b = a;"));
        Assert.Equal(1, Next("var c = b; while (false) { }"));
        Assert.Equal(0, Next("var d = c; while (false) { }"));
    }
}
