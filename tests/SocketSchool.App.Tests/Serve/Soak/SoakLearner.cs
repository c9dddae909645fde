using System.Text.Json;

namespace SocketSchool.App.Tests.Serve.Soak;

/// <summary>Works on one lesson as a learner does: runs one cell after the other, edits, interrupts, restarts, reloads, looks at the servers.</summary>
sealed class SoakLearner(ServedProgram program, string lesson, int seed) : IDisposable
{
    readonly Random random = new(seed);
    readonly HttpClient http = new(new SocketsHttpHandler { UseCookies = false });
    List<(string Id, string Source)> cells = [];
    long steps;
    int next;

    /// <summary>How much was done so far.</summary>
    public long StepCount => Interlocked.Read(ref steps);

    /// <summary>What was done, by name. To read when the work has ended.</summary>
    public Dictionary<string, int> Steps { get; } = new(StringComparer.Ordinal);

    /// <summary>What the server complained of; a learner of this kind gives it no reason.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>Works until told to stop, and leaves the lesson open.</summary>
    public async Task<PageTab> WorkAsync(TimeSpan pace, CancellationToken stop)
    {
        var tab = await OpenAsync();
        while (!stop.IsCancellationRequested)
        {
            var dice = random.Next(1000);
            // A restart is rare, as it is with learners: it would hide what kernels keep of their cells.
            var (name, step) = dice switch
            {
                < 700 => ("run", (Func<PageTab, Task<PageTab>>)RunAsync),
                < 790 => ("edit", EditAsync),
                < 840 => ("interrupt", InterruptAsync),
                < 880 => ("panel", LookAtServersAsync),
                < 936 => ("reload", ReloadAsync),
                < 939 => ("restart", RestartAsync),
                < 950 => ("clear", ClearAsync),
                _ => ("contents", LookAtContentsAsync),
            };
            tab = await step(tab);
            Steps[name] = Steps.GetValueOrDefault(name) + 1;
            Interlocked.Increment(ref steps);
            Errors.AddRange(tab.Messages.Where(message => PageTab.Type(message) == "error").Select(message => message.GetProperty("message").GetString()!));
            tab.Forget();
            await Task.Delay(pace * (0.5 + random.NextDouble()), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return tab;
    }

    public void Dispose() => http.Dispose();

    async Task<PageTab> OpenAsync()
    {
        var tab = await program.OpenAsync(lesson);
        var message = await tab.WaitAsync("lesson");
        cells = [.. message.GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("kind").ValueEquals("code"))
            .Select(cell => (cell.GetProperty("id").GetString()!, cell.GetProperty("source").GetString()!))];
        return tab;
    }

    async Task<PageTab> RunAsync(PageTab tab)
    {
        await tab.RunAsync(cells[next].Id);
        next = (next + 1) % cells.Count;
        return tab;
    }

    async Task<PageTab> EditAsync(PageTab tab)
    {
        var at = random.Next(cells.Count);
        var source = cells[at].Source.Split("\n// ")[0] + $"\n// {random.Next()}";
        await SetAsync(tab, at, source);
        return tab;
    }

    async Task<PageTab> InterruptAsync(PageTab tab)
    {
        var at = cells.Count - 1;
        var before = cells[at].Source;
        await tab.SendAsync("run", new { cell = cells[at].Id, source = random.Next(2) == 0 ? "while (true) { }" : "await Task.Delay(-1);" });
        await tab.WaitAsync("started", cells[at].Id);
        await tab.SendAsync("interrupt");
        await tab.WaitAsync("done", cells[at].Id);
        await SetAsync(tab, at, before);
        return tab;
    }

    async Task SetAsync(PageTab tab, int at, string source)
    {
        await tab.SendAsync("edit", new { cell = cells[at].Id, source });
        await tab.WaitAsync("saved", cells[at].Id);
        cells[at] = (cells[at].Id, source);
    }

    async Task<PageTab> LookAtServersAsync(PageTab tab)
    {
        await tab.SendAsync("panel", new { open = true, selected = "1" });
        await tab.WaitAsync("panel");
        await tab.SendAsync("panel", new { open = false });
        return tab;
    }

    async Task<PageTab> ReloadAsync(PageTab tab)
    {
        await tab.DisposeAsync();
        return await OpenAsync();
    }

    async Task<PageTab> RestartAsync(PageTab tab)
    {
        await tab.SendAsync("restart");
        await tab.WaitForKernelAsync("starting");
        await tab.WaitForKernelAsync("idle");
        next = 0;
        return tab;
    }

    static async Task<PageTab> ClearAsync(PageTab tab)
    {
        await tab.SendAsync("clearOutputs");
        await tab.WaitAsync("lesson");
        return tab;
    }

    async Task<PageTab> LookAtContentsAsync(PageTab tab)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://localhost:{program.Port}/api/contents");
        request.Headers.Add("Cookie", program.Cookie);
        using var answer = await http.SendAsync(request);
        Assert.True(JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("lessons").GetArrayLength() > 0);
        return tab;
    }
}
