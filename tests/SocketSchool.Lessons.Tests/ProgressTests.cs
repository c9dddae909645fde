using SocketSchool.Notebooks.Formatting;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Processes;

namespace SocketSchool.Lessons.Tests;

/// <summary>Progress as kernels note it: processes of their own, the lessons' own exercises.</summary>
public sealed class ProgressTests : IDisposable
{
    private const string Setup = "#r \"../lib/bin/SocketSchool.dll\"\nusing SocketSchool; using System; using System.Threading.Tasks;";
    private const string Fail = "await Check.Hello((client, stop) => throw new Exception(\"wrong\"))";
    private const string Pass = "await Check.Hello(async (client, stop) => await client.SendLineAsync(\"hello\", stop))";
    private readonly string _folder = Directory.CreateTempSubdirectory("socketschool-lessons-").FullName;

    private string ProgressFile => Path.Combine(_folder, "progress.json");

    [Fact]
    public async Task Two_kernels_that_check_at_the_same_time_lose_nothing()
    {
        await using var one = Kernel();
        await using var two = Kernel();

        await Task.WhenAll(new[] { one, two }.Select(async kernel =>
        {
            await RunAsync(kernel, Setup);
            await RunAsync(kernel, $"for (var i = 0; i < 10; i++) {{ var report = {Fail}; if (report.ToText().Contains(\"not noted\")) throw new Exception(report.ToText()); }}");
        }));
        var passed = await RunAsync(one, Pass);
        var shown = await RunAsync(two, "Progress.Show()");

        Assert.StartsWith("Passed: hello.", passed);
        Assert.Contains(", 20 failed runs", shown.Split('\n').Single(line => line.StartsWith("  [x] hello ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_view_knows_every_exercise_of_the_series_and_the_hints_outlive_the_kernel()
    {
        await using (var first = Kernel())
        {
            await RunAsync(first, Setup);
            Assert.Contains("hint 1 of", await RunAsync(first, Fail), StringComparison.Ordinal);
        }

        await using var second = Kernel();
        await RunAsync(second, Setup);
        Assert.Contains("hint 2 of", await RunAsync(second, Fail), StringComparison.Ordinal);
        var shown = await RunAsync(second, "Progress.Show()");

        Assert.StartsWith($"0 of {Exercise.All.Count} exercises done. Next: {Exercise.All[0].Name}, in ", shown);
        Assert.All(Exercise.All, exercise => Assert.Contains($"] {exercise.Name} ", shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_headless_run_notes_nothing()
    {
        await using var kernel = new LessonKernel();

        await kernel.RunAsync(Setup, "setup");
        Assert.StartsWith("Passed: hello.", await kernel.RunAsync(Pass, "pass"));

        Assert.Contains("notes nothing", await kernel.RunAsync("Progress.Show()", "show"), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private KernelProcess Kernel() => KernelProcess.Start(
        LessonKernel.Start with { Environment = new Dictionary<string, string> { ["SOCKETSCHOOL_PROGRESS"] = ProgressFile } },
        Repository.Notebooks);

    private static async Task<string> RunAsync(KernelProcess kernel, string code)
    {
        var text = "";
        var errors = new List<string>();
        await kernel.RunAsync(code, "cell", TimeSpan.FromSeconds(45), e =>
        {
            if (e is KernelEvent.Result result) text = result.Data[MimeBundle.PlainText] ?? "";
            if (e is KernelEvent.Error failure) errors.AddRange(failure.Traceback);
        });
        Assert.Empty(errors);
        return text;
    }
}
