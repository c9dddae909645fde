using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace SocketSchool.App.Tests.Serve.Soak;

/// <summary>
/// Learners at work for a while leave nothing behind. The short run is for every day; the long one, by tests/benchmarks/page/soak.sh, takes
/// the real lessons and as long as it is told.
/// </summary>
public class SoakTests(ITestOutputHelper output)
{
    const int LeastSteps = 25;

    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Start = TimeSpan.FromMinutes(5);

    [LinuxFact]
    public async Task Learners_at_work_leave_no_process_and_no_open_file_behind()
    {
        using var folder = new TempFolder();
        if (Environment.GetEnvironmentVariable("SOCKETSCHOOL_SOAK_MINUTES") is { Length: > 0 } minutes)
        {
            // The lessons' cells name the library and the data beside them: the real folder, with copies elsewhere.
            var notebooks = Path.GetFullPath(Environment.GetEnvironmentVariable("SOCKETSCHOOL_SOAK_NOTEBOOKS")!);
            var lessons = Directory.EnumerateFiles(notebooks, "0*.ipynb").Order(StringComparer.Ordinal).Select(path => Path.GetFileNameWithoutExtension(path)).Take(10).ToList();
            await RunAsync(
                lessons, folder.Path, TimeSpan.FromMinutes(double.Parse(minutes, CultureInfo.InvariantCulture)), TimeSpan.FromSeconds(1),
                "--notebooks", notebooks, "--my", folder.File("my"), "--keep", "1");
            return;
        }

        var library = Path.Combine(AppContext.BaseDirectory, "SocketSchool.dll");
        foreach (var name in new[] { "a", "b" })
        {
            folder.Notebook(
                $"notebooks/{name}.ipynb",
                $"#r \"{library}\"\nusing SocketSchool;",
                "var echo = EchoServer.Start(); echo",
                "await using (var me = await Connection.ConnectAsync(echo)) { await me.SendTextAsync(\"hello\"); await me.ReceiveAsync(new byte[100]); }\necho.Log",
                "for (var i = 0; i < 500; i++) Console.WriteLine(i);",
                "using (var p = System.Diagnostics.Process.Start(\"true\")) p.WaitForExit();",
                "await Servers.StopAllAsync();",
                "1");
        }

        await RunAsync(["a", "b"], folder.Path, TimeSpan.FromSeconds(6), TimeSpan.FromMilliseconds(20), "--keep", "0.2");
    }

    async Task RunAsync(List<string> lessons, string folder, TimeSpan time, TimeSpan pace, params string[] arguments)
    {
        await using var program = await ServedProgram.StartAsync(folder, arguments);
        using var stop = new CancellationTokenSource();
        var learners = lessons.Select((lesson, i) => new SoakLearner(program, lesson, seed: i + 1)).ToList();
        var work = learners.Select(learner => learner.WorkAsync(pace, stop.Token)).ToList();
        var all = Task.WhenAll(work);
        var samples = await WatchAsync(program, learners, lessons.Count, time, all);
        await stop.CancelAsync();
        var tabs = await all.WaitAsync(Start);
        // Now that nobody works any more: one kernel a lesson, also when one had to be replaced.
        await WaitUntilAsync(() => program.KernelCount == lessons.Count);
        foreach (var tab in tabs)
            await tab.DisposeAsync();
        await WaitUntilAsync(() => program.KernelCount == 0);

        foreach (var (learner, lesson) in learners.Zip(lessons))
            Write($"{lesson}: {string.Join(", ", learner.Steps.OrderBy(step => step.Key, StringComparer.Ordinal).Select(step => $"{step.Value} {step.Key}"))}");
        Assert.All(learners, learner => Assert.Empty(learner.Errors));
        learners.ForEach(learner => learner.Dispose());
        Judge(samples);
    }

    // Memory of the first while is that of code being compiled; after a third of the time it may not grow any more.
    void Judge(List<SoakSample> samples)
    {
        var settled = samples.Where(sample => sample.At >= samples[^1].At / 3).ToList();
        var half = settled.Count / 2;
        var (early, late) = (Median(settled[..half], sample => sample.ServerMemory), Median(settled[half..], sample => sample.ServerMemory));
        var (earlyFiles, lateFiles) = (Median(settled[..half], sample => sample.ServerFiles), Median(settled[half..], sample => sample.ServerFiles));
        var (earlyKernels, lateKernels) = (Median(settled[..half], sample => sample.KernelMemory), Median(settled[half..], sample => sample.KernelMemory));
        Write(string.Create(
            CultureInfo.InvariantCulture,
            $"second third to last third: server {early:0} to {late:0} MiB, open files {earlyFiles:0} to {lateFiles:0}, kernels together {earlyKernels:0} to {lateKernels:0} MiB"));
        Assert.True(late <= (early * 1.25) + 30, "the server's memory grows");
        Assert.True(lateFiles <= earlyFiles + 20, "the server's open files grow");
    }

    async Task<List<SoakSample>> WatchAsync(ServedProgram program, List<SoakLearner> learners, int kernels, TimeSpan time, Task<PageTab[]> work)
    {
        var clock = Stopwatch.StartNew();
        await WaitUntilAsync(() => program.KernelCount == kernels || work.IsCompleted);
        clock.Restart();
        Write(SoakSample.Head);
        var samples = new List<SoakSample>();
        // A busy machine takes longer to do as much.
        while (clock.Elapsed < time || learners.Any(learner => learner.StepCount < LeastSteps))
        {
            Assert.True(clock.Elapsed < time + Patience, "the learners do not get on");
            await Task.WhenAny(work, Task.Delay(Pause(time)));
            if (work.IsCompleted)
                await work;
            samples.Add(program.Look(clock.Elapsed));
            Write(samples[^1].Row(learners.Sum(learner => learner.StepCount)));
        }

        return samples;
    }

    static TimeSpan Pause(TimeSpan time) => time / 60 > TimeSpan.FromSeconds(1) ? time / 60 : TimeSpan.FromSeconds(1);

    static double Median(IEnumerable<SoakSample> samples, Func<SoakSample, double> value)
    {
        var sorted = samples.Select(value).Order().ToList();
        return sorted[sorted.Count / 2];
    }

    static async Task WaitUntilAsync(Func<bool> condition)
    {
        for (var clock = Stopwatch.StartNew(); !condition(); await Task.Delay(50))
            Assert.True(clock.Elapsed < Start, "the kernels did not start, or did not end");
    }

    void Write(string line)
    {
        output.WriteLine(line);
        if (Environment.GetEnvironmentVariable("SOCKETSCHOOL_SOAK_LOG") is { Length: > 0 } path)
            File.AppendAllText(path, line + "\n");
    }
}
