using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace SocketSchool.Page.Tests;

/// <summary>How soon the series is there after the program has printed its address. Figures, by tests/benchmarks/page/first-page.sh.</summary>
public sealed class FirstPageTests(ITestOutputHelper output)
{
    [PageFact]
    public async Task First_page_can_be_used_without_waiting_for_anything()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("SOCKETSCHOOL_FIRST_PAGE_ROUNDS") ?? "1", CultureInfo.InvariantCulture);
        var browser = await Chromium.Browser;
        var (contents, lessons, kernels) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            // Nothing of an earlier visit is kept.
            await using var context = await browser.NewContextAsync();
            var page = await context.NewPageAsync();
            await using var server = await PageServer.StartAsync();

            var clock = Stopwatch.StartNew();
            await page.GotoAsync(server.Address.AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });
            var onward = page.Locator("#go-on a");
            await Assertions.Expect(onward).ToBeVisibleAsync();
            contents.Add(clock.Elapsed.TotalMilliseconds);

            clock.Restart();
            await onward.ClickAsync();
            await page.WaitForFunctionAsync("() => window.lesson?.isLoaded");
            lessons.Add(clock.Elapsed.TotalMilliseconds);
            Assert.NotEqual(0, await page.EvaluateAsync<int>("lesson.code.length"));
            await page.WaitForFunctionAsync("() => lesson.kernel === 'idle'");
            kernels.Add(clock.Elapsed.TotalMilliseconds);
        }

        Write($"address printed to contents that can be clicked: {Said(contents)}");
        Write($"click on a lesson to its text and cells:         {Said(lessons)}");
        Write($"click on a lesson to its kernel being ready:     {Said(kernels)}");
    }

    private static string Said(List<double> times)
    {
        times.Sort();
        return string.Create(CultureInfo.InvariantCulture, $"median {times[times.Count / 2],5:0} ms, longest {times[^1],5:0} ms, of {times.Count}");
    }

    private void Write(string line)
    {
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("SOCKETSCHOOL_FIRST_PAGE_LOG") is { Length: > 0 } path) File.AppendAllText(path, line + "\n");
    }
}
