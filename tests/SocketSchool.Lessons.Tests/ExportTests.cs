using System.Diagnostics;

namespace SocketSchool.Lessons.Tests;

/// <summary>The series as <c>export</c> writes it.</summary>
public sealed class ExportTests : IDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);
    private readonly string _folder = Directory.CreateTempSubdirectory("socketschool-export-").FullName;

    [Fact]
    public async Task The_whole_series_becomes_pages_that_are_sound_and_linked()
    {
        await ExportAsync("--no-run", Repository.Notebooks);

        var site = new SiteCheck(_folder);
        site.EveryPageIsSound();
        Assert.Equal(Repository.Lessons.Append("index").Order(StringComparer.Ordinal), site.Pages.Keys.Select(name => Path.GetFileNameWithoutExtension(name)).Order(StringComparer.Ordinal));
        foreach (var lesson in Repository.Lessons)
        {
            Assert.Contains($"<a href=\"{lesson}.html\">", site.Pages["index.html"], StringComparison.Ordinal);
            Assert.Contains($"\"{lesson}.html\"", await File.ReadAllTextAsync(Path.Combine(_folder, "search-index.js")), StringComparison.Ordinal);
            Assert.DoesNotContain("[picture ", site.Pages[lesson + ".html"], StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Lessons_that_were_run_for_it_have_outputs_that_are_sound_too()
    {
        string[] lessons = ["00-start-here", "03-echo"];
        await ExportAsync([.. lessons.Select(Repository.LessonPath)]);

        var site = new SiteCheck(_folder);
        site.EveryPageIsSound();
        Assert.All(lessons, lesson => Assert.Contains("<svg", site.Pages[lesson + ".html"], StringComparison.Ordinal));
        Assert.Contains("<details class=\"predict\">", site.Pages["00-start-here.html"], StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task ExportAsync(params string[] arguments)
    {
        var info = new ProcessStartInfo(LessonKernel.Start.FileName, [LessonKernel.Start.Arguments[0], "export", "--out", _folder, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync().WaitAsync(s_limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        Assert.Equal("", await error);
        Assert.True(process.ExitCode == 0, await output);
    }
}
