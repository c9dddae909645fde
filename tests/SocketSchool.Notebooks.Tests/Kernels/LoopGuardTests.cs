using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Tests.Kernels;

public class LoopGuardTests
{
    static string? Insert(string code) => LoopGuard.Insert(
        CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(kind: SourceCodeKind.Script)).GetRoot(), code)?
        .Replace("if (global::SocketSchool.Notebooks.Kernels.LoopCheck.IsWanted) global::SocketSchool.Notebooks.Kernels.LoopCheck.Look(true);", "<TOP>", StringComparison.Ordinal)
        .Replace("if (global::SocketSchool.Notebooks.Kernels.LoopCheck.IsWanted) global::SocketSchool.Notebooks.Kernels.LoopCheck.Look(false);", "<IN>", StringComparison.Ordinal);

    [Theory]
    [InlineData("while (true) { }", "while (true) {<TOP> }")]
    [InlineData("while (a) b();", "while (a) {<TOP>b();}")]
    [InlineData("while (true) ;", "while (true) {<TOP>;}")]
    [InlineData("do a(); while (b); c();", "do {<TOP>a();} while (b); c();")]
    [InlineData("for (;;) foreach (var x in y) z(x);", "for (;;) {<TOP>foreach (var x in y) {<TOP>z(x);}}")]
    [InlineData("foreach (var (a, b) in y) { c(); }", "foreach (var (a, b) in y) {<TOP> c(); }")]
    [InlineData("await foreach (var a in y)\n    // why\n    c(a); // what\nd();", "await foreach (var a in y)\n    // why\n    {<TOP>c(a);} // what\nd();")]
    [InlineData("while (a) if (b) c(); else d();", "while (a) {<TOP>if (b) c(); else d();}")]
    [InlineData("void F() { while (true) { } }", "void F() { while (true) {<IN> } }")]
    [InlineData("class C { int P { get { for (;;) ; } } }", "class C { int P { get { for (;;) {<IN>;} } } }")]
    [InlineData("Action a = () => { while (true) ; }; while (true) ;", "Action a = () => { while (true) {<IN>;} }; while (true) {<TOP>;}")]
    [InlineData("var s = $\"{new Func<int>(() => { while (true) { } })()}\";", "var s = $\"{new Func<int>(() => { while (true) {<IN> } })()}\";")]
    public void Each_loop_looks_at_the_start_of_its_round_on_the_line_it_has(string code, string expected) =>
        Assert.Equal(expected, Insert(code));

    [Theory]
    [InlineData("")]
    [InlineData("var x = \"while (true) { }\"; // for (;;) { }")]
    [InlineData("from a in b select a")]
    public void Without_a_loop_nothing_is_changed(string code) => Assert.Null(Insert(code));

    [Theory]
    [InlineData("var sum = 0; foreach (var n in new[] { 1, 2, 3 }) sum += n; sum", "6")]
    [InlineData("var n = 0; do n++; while (n < 5); n", "5")]
    [InlineData("IEnumerable<int> Up() { for (var i = 0; ; i++) yield return i; } Up().Take(3).Sum()", "3")]
    [InlineData("var f = 0; for (var i = 0; i < 3; i++) switch (i) { case 1: continue; default: f += i; break; } f", "2")]
    [InlineData("async IAsyncEnumerable<int> A() { while (true) { await Task.Yield(); yield return 7; } } var got = 0; await foreach (var a in A()) { got = a; break; } got", "7")]
    [InlineData("int i; for (i = 0; i < 9; i++) if (i == 4) goto found; found: ; i", "4")]
    public async Task Loops_do_what_they_did(string code, string expected) =>
        Assert.Equal(expected, (await CellRun.RunAllAsync(code)).Result);

    [Fact]
    public async Task Errors_beside_and_in_loops_have_the_columns_of_the_learners_text()
    {
        var run = await CellRun.RunAllAsync("while (true) { nothing(); } other();");

        Assert.Equal([16, 29], run.Error!.Diagnostics.Select(d => d.Column));
        Assert.DoesNotContain("LoopCheck", run.Traceback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_a_loop_cannot_be_changed_in_runs_as_it_is()
    {
        // A label inside the braces that a check needs could not be jumped to any more.
        var run = await CellRun.RunAllAsync("var n = 0; while (n < 10) inside: n++; if (n < 20) { n = 20; } n");

        Assert.Equal("20", run.Result ?? run.Traceback);
    }
}
