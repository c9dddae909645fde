namespace SocketSchool.Interactive.Tests;

/// <summary>Every lesson on .NET Interactive's own C# kernel, without the extension, which no lesson needs.</summary>
[Collection(nameof(OneKernelAtATime))]
public class LessonTests
{
    public static TheoryData<string> All => [.. Repository.Lessons];

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_runs_to_its_end_without_a_failed_cell(string lesson)
    {
        using var kernel = new LessonKernel();

        Assert.Empty(await RunAllAsync(kernel, lesson));
    }

    [Theory]
    [InlineData("00-start-here")]
    [InlineData("02-bind-listen-accept")]
    [InlineData("07-chat")]
    [InlineData("09-web-server")]
    public async Task It_runs_twice_in_the_same_session(string lesson)
    {
        using var kernel = new LessonKernel();

        Assert.Empty(await RunAllAsync(kernel, lesson));
        Assert.Empty(await RunAllAsync(kernel, lesson));
    }

    [Theory]
    [InlineData("03-echo")]
    [InlineData("11-latency-and-buffer-size")]
    public async Task It_runs_with_the_extension_loaded_too(string lesson)
    {
        using var kernel = await LessonKernel.WithExtensionAsync();

        Assert.Empty(await RunAllAsync(kernel, lesson));
    }

    private static async Task<IReadOnlyList<string>> RunAllAsync(LessonKernel kernel, string lesson)
    {
        var cells = Lesson.Load(lesson).Cells;
        Assert.NotEmpty(cells);
        var failures = new List<string>();
        foreach (var cell in cells)
        {
            if (await kernel.RunAsync(cell.Code) is { Error: { } error }) failures.Add($"{cell.Id}: {error}");
        }

        return failures;
    }
}
