using System.Globalization;
using Xunit.Abstractions;

namespace SocketSchool.Page.Tests;

/// <summary>
/// A page that is used for long does not grow in the browser. The figures of more rounds: SOCKETSCHOOL_PAGE_ROUNDS=100.
/// </summary>
public sealed class PageMemoryTests(ITestOutputHelper output)
{
    private const int FirstRounds = 4;

    [PageFact]
    public async Task Cells_that_run_again_and_again_leave_nothing_in_the_page()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("SOCKETSCHOOL_PAGE_ROUNDS") ?? "12", CultureInfo.InvariantCulture);
        using var lesson = new SmallLesson(
            SmallLesson.Library,
            "await Servers.StopAllAsync();\nvar echo = EchoServer.Start(); echo",
            "Latency.RoundTrips(echo, count: 50, size: 16).Figure()",
            "for (var i = 0; i < 200; i++) Console.WriteLine(i);",
            "echo.Log",
            "int wrong = \"\";",
            "throw new InvalidOperationException(\"on purpose\");");
        await using var server = await PageServer.StartAsync(null, "--notebooks", lesson.Folder);
        await using var learner = await Learner.ComeAsync(server);
        await learner.OpenAsync(SmallLesson.Name);
        var browser = await learner.Page.Context.NewCDPSessionAsync(learner.Page);
        await browser.SendAsync("HeapProfiler.enable");
        await learner.Page.ClickAsync("#show-panel");

        var (first, last) = (new Counted(0, 0, 0, 0), new Counted(0, 0, 0, 0));
        for (var round = 1; round <= rounds; round++)
        {
            for (var cell = 1; cell <= 7; cell++) await learner.RunAsync($"c{cell}");
            if (round % FirstRounds != 0) continue;
            last = await CountAsync(learner, browser);
            if (round == FirstRounds) first = last;
            output.WriteLine($"after {round,3} rounds: {last}");
        }

        Assert.True(last.Nodes <= (first.Nodes * 1.1) + 200, $"{first.Nodes} to {last.Nodes} nodes");
        Assert.True(last.Listeners <= (first.Listeners * 1.1) + 50, $"{first.Listeners} to {last.Listeners} listeners");
        Assert.True(last.Documents <= first.Documents + 3, $"{first.Documents} to {last.Documents} documents");
        Assert.True(last.HeapMiB <= (first.HeapMiB * 1.2) + 3, $"{first.HeapMiB:0.0} to {last.HeapMiB:0.0} MiB");
    }

    // Twice, because what finalizers let go of is taken the second time.
    private static async Task<Counted> CountAsync(Learner learner, ICDPSession browser)
    {
        await browser.SendAsync("HeapProfiler.collectGarbage");
        await browser.SendAsync("HeapProfiler.collectGarbage");
        var counters = (await browser.SendAsync("Memory.getDOMCounters"))!.Value;
        var heap = await learner.Page.EvaluateAsync<double>("performance.memory.usedJSHeapSize / 1048576");
        return new Counted(
            counters.GetProperty("nodes").GetInt32(), counters.GetProperty("jsEventListeners").GetInt32(), counters.GetProperty("documents").GetInt32(), heap);
    }

    private sealed record Counted(int Nodes, int Listeners, int Documents, double HeapMiB)
    {
        public override string ToString() =>
            string.Create(CultureInfo.InvariantCulture, $"{Nodes} nodes, {Listeners} listeners, {Documents} documents, {HeapMiB:0.0} MiB of heap");
    }
}
