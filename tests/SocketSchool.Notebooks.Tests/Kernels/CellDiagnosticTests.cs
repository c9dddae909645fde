using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Tests.Kernels;

public class CellDiagnosticTests
{
    static async Task<IReadOnlyList<CellDiagnostic>> OfAsync(params string[] cells) => (await CellRun.RunAllAsync(cells)).Error!.Diagnostics;

    [Fact]
    public async Task A_compile_error_has_its_place_in_the_cell_from_line_and_column_1()
    {
        var one = Assert.Single(await OfAsync("var a = 1;\nvar b = a +\n\t  nothing;"));

        Assert.Equal(
            new CellDiagnostic(3, 4, 3, 11, "error", "CS0103", "The name 'nothing' does not exist in the current context"), one);
    }

    [Fact]
    public async Task All_compile_errors_are_marked_in_order_and_windows_line_endings_count_as_one()
    {
        var all = await OfAsync("one();\r\n\r\n  two();");

        Assert.Equal([(1, 1, 1, 4), (3, 3, 3, 6)], all.Select(d => (d.Line, d.Column, d.EndLine, d.EndColumn)));
    }

    [Fact]
    public async Task An_error_over_several_lines_ends_where_it_ends()
    {
        var one = Assert.Single(await OfAsync("string s =\n  1 +\n  2;"));

        Assert.Equal((2, 3, 3, 4), (one.Line, one.Column, one.EndLine, one.EndColumn));
    }

    [Fact]
    public async Task A_missing_library_is_marked_where_it_is_named()
    {
        var one = Assert.Single(await OfAsync("var x = 1;".Insert(0, "#r \"not/there.dll\"\n")));

        Assert.Equal((1, "CS0006"), (one.Line, one.Code));
        Assert.Contains("dotnet build", one.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_exception_marks_the_line_it_came_from()
    {
        var one = Assert.Single(await OfAsync("var x = 1;\n\n    throw new InvalidOperationException(\"first\\nsecond\");   \nx"));

        Assert.Equal(new CellDiagnostic(3, 5, 3, 58, "error", "InvalidOperationException", "first"), one);
    }

    [Fact]
    public async Task An_exception_in_an_earlier_cells_method_marks_the_call_also_when_both_cells_bear_one_name()
    {
        using var kernel = new CSharpKernel(AppContext.BaseDirectory);
        await CellRun.RunAsync(kernel, "int Divide(int a, int b)\n{\n    return a / b;\n}", "cell 1");

        var run = await CellRun.RunAsync(kernel, "// the call\nDivide(1, 0);", "cell 1");

        Assert.Equal(2, Assert.Single(run.Error!.Diagnostics).Line);
    }

    [Fact]
    public async Task An_exception_in_the_cells_own_method_marks_the_throw()
    {
        var one = Assert.Single(await OfAsync("async Task F()\n{\n    await Task.Yield();\n    throw new Exception(\"deep\");\n}\nawait F();"));

        Assert.Equal(4, one.Line);
    }

    [Fact]
    public async Task The_line_is_found_in_an_inner_exception_too()
    {
        var one = Assert.Single(await OfAsync("\nTask.Run(() =>\n{\n    throw new FormatException(\"inside\");\n}).Wait();"));

        Assert.Equal((2, "AggregateException"), (one.Line, one.Code));
    }
}
