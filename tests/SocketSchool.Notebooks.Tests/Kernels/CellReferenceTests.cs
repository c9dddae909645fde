using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Tests.Kernels;

public class CellReferenceTests
{
    [Fact]
    public async Task A_relative_reference_starts_from_the_notebooks_folder()
    {
        using var folder = new TempFolder();
        Compile(folder.File("Lib/Greeting.dll", ""), "public static class Greeting { public static string Text => \"hello\"; }");
        Directory.CreateDirectory(folder.File("lessons"));
        using var kernel = new CSharpKernel(folder.File("lessons"));

        var run = await CellRun.RunAsync(kernel, "#r \"../Lib/Greeting.dll\"\nGreeting.Text");

        Assert.Equal("hello", run.Result);
    }

    [Fact]
    public async Task A_missing_reference_says_to_build_and_restart()
    {
        var run = await CellRun.RunAllAsync("#r \"../lib/bin/Missing.dll\"\n1");

        Assert.Contains("(1,1): error CS0006", run.Error!.Value, StringComparison.Ordinal);
        Assert.Contains("Missing.dll", run.Error.Value, StringComparison.Ordinal);
        Assert.Contains("dotnet build", run.Error.Value, StringComparison.Ordinal);
        Assert.Contains("restart", run.Error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_is_loaded_from_the_notebooks_folder_and_its_errors_carry_its_name()
    {
        using var folder = new TempFolder();
        folder.File("tools/good.csx", "int Twice(int n) => 2 * n;\nvoid Fail()\n{\n    throw new Exception(\"csx\");\n}");
        folder.File("tools/bad.csx", "int x = 1;\nnothing();");
        using var kernel = new CSharpKernel(folder.Path);

        var good = await CellRun.RunAsync(kernel, "#load \"tools/good.csx\"\nTwice(21)");
        var fail = await CellRun.RunAsync(kernel, "Fail();", "cell 2");
        var bad = await CellRun.RunAsync(kernel, "#load \"tools/bad.csx\"\n1", "cell 3");
        var missing = await CellRun.RunAsync(kernel, "#load \"tools/none.csx\"\n1", "cell 4");

        Assert.Equal("42", good.Result);
        Assert.Contains("at Fail() in good.csx, line 4\n   at cell 2, line 1", fail.Traceback, StringComparison.Ordinal);
        Assert.StartsWith("bad.csx(2,1): error CS0103", bad.Error!.Value, StringComparison.Ordinal);
        Assert.Contains("none.csx", missing.Error!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_library_of_the_same_name_as_one_beside_the_host_is_the_one_that_was_named()
    {
        // xunit.assert.dll lies beside this test as SocketSchool.dll lies beside the program.
        using var folder = new TempFolder();
        Compile(folder.File("xunit.assert.dll", ""), "namespace Xunit { public class Assert { public const string Mine = \"mine\"; public static string From => typeof(Assert).Assembly.Location; } }");
        using var kernel = new CSharpKernel(folder.Path);

        var run = await CellRun.RunAsync(kernel, "#r \"xunit.assert.dll\"\nXunit.Assert.From");

        Assert.Null(run.Error);
        Assert.Equal(folder.File("xunit.assert.dll"), run.Result);
    }

    internal static void Compile(string path, string source)
    {
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(source)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        using var file = File.Create(path);
        var result = compilation.Emit(file);
        Assert.True(result.Success, string.Join('\n', result.Diagnostics));
    }
}
