namespace SocketSchool.Notebooks.Tests.Kernels;

public class CellErrorTests
{
    [Fact]
    public async Task A_compile_error_shows_its_place_in_the_cell_its_line_and_a_caret()
    {
        var run = await CellRun.RunAllAsync("var a = 1;\nvar b = a +\n    nothing;");

        Assert.Equal("Compilation error", run.Error!.Name);
        Assert.Equal(
            """
            (3,5): error CS0103: The name 'nothing' does not exist in the current context
                    nothing;
                    ^^^^^^^
            """.ReplaceLineEndings("\n"),
            run.Traceback);
    }

    [Fact]
    public async Task Every_compile_error_is_shown_in_the_order_of_the_lines()
    {
        var run = await CellRun.RunAllAsync("nothing1();\nnothing2();");

        Assert.Equal(["(1,1)", "(2,1)"], run.Error!.Traceback.Where(line => line.StartsWith('(')).Select(line => line[..5]));
    }

    [Fact]
    public async Task Warnings_are_no_errors()
    {
        var run = await CellRun.RunAllAsync("int unused; async Task Nothing() { } #pragma warning restore\n1".Replace("#pragma", "\n#pragma", StringComparison.Ordinal));

        Assert.Null(run.Error);
        Assert.Equal("1", run.Result);
    }

    [Fact]
    public async Task An_exception_shows_cell_and_line_of_each_learners_frame_and_none_of_the_engine()
    {
        var run = await CellRun.RunAllAsync(
            "int Divide(int a, int b)\n{\n    return a / b;\n}",
            "var x = 1;\n\nDivide(x, 0);");

        Assert.Equal("DivideByZeroException", run.Error!.Name);
        Assert.Equal(
            """
            DivideByZeroException: Attempted to divide by zero.
               at Divide(int, int) in cell 1, line 3
               at cell 2, line 3
            """.ReplaceLineEndings("\n"),
            run.Traceback);
    }

    [Fact]
    public async Task Async_methods_lambdas_and_local_functions_keep_the_learners_names()
    {
        var run = await CellRun.RunAllAsync(
            """
            class Box
            {
                public async Task OpenAsync(int n)
                {
                    await Task.Yield();
                    Inner();
                    void Inner() => throw new InvalidOperationException("stuck");
                }
            }
            Func<Task> open = async () => await new Box().OpenAsync(1);
            await open();
            """);

        Assert.Equal(
            """
            InvalidOperationException: stuck
               at Inner() in cell 1, line 7
               at Box.OpenAsync() in cell 1, line 6
               at a lambda in cell 1, line 10
               at cell 1, line 11
            """.ReplaceLineEndings("\n"),
            run.Traceback);
    }

    [Fact]
    public async Task The_frameworks_frames_above_the_learners_line_stay()
    {
        var run = await CellRun.RunAllAsync("int.Parse(\"x\");");

        Assert.Contains("   at int.Parse(string)", run.Traceback, StringComparison.Ordinal);
        Assert.EndsWith("   at cell 1, line 1", run.Traceback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inner_exceptions_follow_with_their_own_frames()
    {
        var run = await CellRun.RunAllAsync(
            "try { int.Parse(\"x\"); }\ncatch (Exception e) { throw new InvalidOperationException(\"outer\", e); }");

        Assert.Contains("InvalidOperationException: outer\n   at cell 1, line 2\n---> FormatException: ", run.Traceback, StringComparison.Ordinal);
        Assert.DoesNotContain("CodeAnalysis", run.Traceback, StringComparison.Ordinal);
        Assert.DoesNotContain("Submission", run.Traceback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_exception_of_an_AggregateException_is_shown()
    {
        var run = await CellRun.RunAllAsync(
            "Task.WaitAll(Task.Run(() => throw new ArgumentException(\"a\")), Task.Run(() => throw new FormatException(\"b\")));");

        Assert.Contains("---> (inner exception 1 of 2) ArgumentException: a", run.Traceback, StringComparison.Ordinal);
        Assert.Contains("---> (inner exception 2 of 2) FormatException: b", run.Traceback, StringComparison.Ordinal);
        Assert.DoesNotContain("SocketSchool", run.Traceback, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_whose_message_throws_is_still_shown()
    {
        var run = await CellRun.RunAllAsync("class Bad : Exception { public override string Message => throw new Exception(\"no\"); } throw new Bad();");

        Assert.Equal("Bad", run.Error!.Name);
    }

    [Fact]
    public async Task A_command_of_another_kernel_is_named_as_such()
    {
        var run = await CellRun.RunAllAsync("var x = 1;\n#!time\nx");

        Assert.Contains("plain C#", run.Traceback, StringComparison.Ordinal);
    }
}
