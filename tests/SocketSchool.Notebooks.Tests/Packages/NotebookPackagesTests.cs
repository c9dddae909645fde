using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Packages;
using SocketSchool.Notebooks.Tests.Kernels;

namespace SocketSchool.Notebooks.Tests.Packages;

public class NotebookPackagesTests
{
    [Fact]
    public async Task A_package_brings_its_library_and_what_that_needs_and_is_there_for_later_cells()
    {
        using var source = new PackageSource();
        source.Add("Test.Words", "1.0.0", "namespace Test.Words { public static class Word { public static string Of(int n) => n == 1 ? \"one\" : \"many\"; } }");
        source.Add("Test.Front", "2.0.0", "public static class Front { public static int One => 1; }", needs: ("Test.Words", "1.0.0"));
        using var kernel = source.Kernel();

        var first = await CellRun.RunAsync(kernel, "#r \"nuget: Test.Front, 2.0.0\"\nFront.One");
        var second = await CellRun.RunAsync(kernel, "using Test.Words;\nWord.Of(Front.One)");
        var again = await CellRun.RunAsync(kernel, "#r \"nuget: Test.Front, 2.0.0\"\nWord.Of(2)");

        Assert.Equal("1", first.Result);
        Assert.DoesNotContain("error", first.Out, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("one", second.Result);
        Assert.Equal("many", again.Result);
    }

    [Fact]
    public async Task The_second_kernel_needs_no_package_source()
    {
        using var source = new PackageSource();
        source.Add("Test.Kept", "1.0.0", "public static class Kept { public const string Text = \"kept\"; }");
        using (var kernel = source.Kernel())
            Assert.Equal("kept", (await CellRun.RunAsync(kernel, "#r \"nuget: Test.Kept, 1.0.0\"\nKept.Text")).Result);
        source.Close();

        using var second = source.Kernel();
        var run = await CellRun.RunAsync(second, "#r \"nuget: test.kept, 1.0.0\"\nKept.Text");

        Assert.Equal("kept", run.Result);
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task A_package_that_the_source_lacks_is_one_clear_line_and_changes_nothing()
    {
        using var source = new PackageSource();
        source.Add("Test.Old", "1.0.0", "public static class Old { public const int Version = 1; }");
        source.Add("Test.Needy", "1.0.0", null, needs: ("Test.Nowhere", "1.0.0"));
        using var kernel = source.Kernel();
        await CellRun.RunAsync(kernel, "var x = 1;");

        var missing = await CellRun.RunAsync(kernel, "#r \"nuget: Test.Missing, 1.0.0\"\nvar y = 2;");
        var newer = await CellRun.RunAsync(kernel, "#r \"nuget: Test.Old, 9.0.0\"\nvar y = 2;");
        var needy = await CellRun.RunAsync(kernel, "#r \"nuget: Test.Needy, 1.0.0\"\nvar y = 2;");
        var after = await CellRun.RunAsync(kernel, "#r \"nuget: Test.Old, 1.0.0\"\nOld.Version + x");
        var nothing = await CellRun.RunAsync(kernel, "y");

        Assert.Equal(PackageReference.ErrorName, missing.Error!.Name);
        Assert.Equal("package Test.Missing is not on your package source", missing.Error.Value);
        Assert.Equal(["package Test.Missing is not on your package source"], missing.Error.Traceback);
        Assert.Equal("package Test.Old (>= 9.0.0) is not on your package source; the nearest is 1.0.0", newer.Error!.Value);
        Assert.Equal("package Test.Nowhere is not on your package source (package Test.Needy needs it)", needy.Error!.Value);
        Assert.Equal("2", after.Result);
        Assert.Contains("CS0103", nothing.Error!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_version_than_the_one_asked_for_is_told()
    {
        using var source = new PackageSource();
        source.Add("Test.Moved", "1.2.0", "public static class Moved { public const int Version = 12; }");
        using var kernel = source.Kernel();

        var run = await CellRun.RunAsync(kernel, "#r \"nuget: Test.Moved, 1.0.0\"\nMoved.Version");

        Assert.Equal("12", run.Result);
        Assert.Contains("Package Test.Moved 1.0.0 is not on your package source; 1.2.0 was taken.\n", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_is_taken_when_no_version_is_named_and_another_one_needs_a_new_kernel()
    {
        using var source = new PackageSource();
        source.Add("Test.Many", "1.0.0", "public static class Many { public const int Version = 1; }");
        source.Add("Test.Many", "3.0.0", "public static class Many { public const int Version = 3; }");
        using var kernel = source.Kernel();

        var newest = await CellRun.RunAsync(kernel, "#r \"nuget: Test.Many\"\nMany.Version");
        var other = await CellRun.RunAsync(kernel, "#r \"nuget: Test.Many, 1.0.0\"\nMany.Version");

        Assert.Equal("3", newest.Result);
        Assert.Equal("package Test.Many is loaded already; restart the kernel to use Test.Many 1.0.0", other.Error!.Value);
    }

    [Fact]
    public async Task A_cell_with_a_mistake_can_be_mended_and_run_again()
    {
        using var source = new PackageSource();
        source.Add("Test.Again", "1.0.0", "public static class Again { public const int Value = 7; }");
        using var kernel = source.Kernel();

        var wrong = await CellRun.RunAsync(kernel, "#r \"nuget: Test.Again, 1.0.0\"\nAgain.Valeu");
        var right = await CellRun.RunAsync(kernel, "#r \"nuget: Test.Again, 1.0.0\"\nAgain.Value");

        Assert.StartsWith("(2,7): error CS0117", wrong.Error!.Value, StringComparison.Ordinal);
        Assert.Equal("7", right.Result);
    }

    [Fact]
    public async Task A_library_in_machine_code_is_found_by_its_name()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var file = new[] { "libSystem.Native.so", "libSystem.Native.dylib" }.Select(name => Path.Combine(framework, name)).FirstOrDefault(File.Exists);
        // Windows has no such library in the framework's folder; loading by name is the same code there.
        if (file is null)
            return;
        using var source = new PackageSource();
        source.Add(
            "Test.Native", "1.0.0",
            "using System.Runtime.InteropServices; public static class Native { [DllImport(\"testcopy\", EntryPoint = \"SystemNative_GetPid\")] public static extern int Pid(); }",
            native: (file, "libtestcopy" + Path.GetExtension(file)));
        using var kernel = source.Kernel();

        var run = await CellRun.RunAsync(kernel, "#r \"nuget: Test.Native, 1.0.0\"\nNative.Pid() == Environment.ProcessId");

        Assert.Equal("True", run.Result);
    }

    [Theory]
    [InlineData("#r \"nuget:\"")]
    [InlineData("#r \"nuget: Test/Words\"")]
    [InlineData("#r \"nuget: Test.Words, , \"")]
    [InlineData("#r \"nuget: Test.Words, 1.0 or so\"")]
    [InlineData("#r \"nuget: ../../etc, 1.0\"")]
    public async Task A_directive_that_names_no_package_says_how_to_write_it(string directive)
    {
        var run = await CellRun.RunAllAsync($"{directive}\n1");

        Assert.Contains("write it as #r \"nuget: ID, VERSION\"", run.Error!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directive_in_a_comment_or_a_text_names_nothing()
    {
        var run = await CellRun.RunAllAsync("// #r \"nuget: Test.Nothing, 1.0.0\"\nvar text = \"\"\"\n    #r \"nuget: Test.Nothing, 1.0.0\"\n    \"\"\";\ntext.Length > 5");

        Assert.Equal("True", run.Result);
    }
}
