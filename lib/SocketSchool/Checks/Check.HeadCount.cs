using System.Diagnostics;
using System.Globalization;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_headCountHints =
    [
        "Who is here now? Each client that comes is one more, and each that leaves is one less. In how many ways can one leave?",
        "The count lives above the method, where all clients share it. Interlocked.Increment and Interlocked.Decrement change it in one step; " +
            "what must happen however a conversation ends belongs into a finally.",
        "With `int here` above the method:\n" +
            "var now = Interlocked.Increment(ref here);\n" +
            "try { /* the welcome, then a loop that ends at null or at quit */ }\n" +
            "finally { Interlocked.Decrement(ref here); }",
    ];

    private static object? s_lastHeadCount;

    /// <summary>
    /// Checks lesson 06's count of those who are here: a welcome with the number of conversations that run now, each line back with that
    /// number before it, and <c>quit</c> leaves.
    /// </summary>
    /// <param name="handler">Your code for one client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> HeadCount(Func<Connection, CancellationToken, Task> handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var lockstep = new Lockstep(handler);
        // The same code as last time, not even run again: what it has in variables is what the last check left there.
        var note = handler.Equals(Interlocked.Exchange(ref s_lastHeadCount, handler)) ? KeptNote : "";
        return CheckSession.RunTcpAsync(
            "head-count", lockstep.RunAsync, s_headCountHints, check => HeadCountSteps(new NotingCheck(check, note), lockstep), cancellationToken);
    }

    private static async Task HeadCountSteps(NotingCheck check, Lockstep lockstep)
    {
        await check.StepAsync("the first client is welcomed, alone", async probe =>
        {
            await probe.ExpectAsync("welcome, 1 here\n");
            await probe.SendAsync("hello\n");
            await probe.ExpectAsync("1: hello\n");
            await probe.SendAsync("quit\n");
            await probe.ExpectEndAsync();
        }, "The welcome comes unasked. Then each line comes back, with the count before it, until the line quit, which gets no answer.");
        await check.ConnectedAsync("three come, and everybody counts the same", 0, async (probes, next) =>
        {
            for (var i = 1; i <= 3; i++)
            {
                probes.Add(await next());
                await probes[^1].ExpectAsync($"welcome, {i} here\n");
            }

            for (var i = 2; i >= 0; i--)
            {
                await probes[i].SendAsync("hi\n");
                await probes[i].ExpectAsync("3: hi\n");
            }

            // The one way to leave that has been tried already: the others have steps of their own.
            foreach (var probe in probes)
            {
                await probe.SendAsync("quit\n");
                await probe.ExpectEndAsync();
            }
        }, "The number is that of the conversations that run now, for all clients the same: one variable, above the method. And the number before " +
            "a line is that of the moment, not that of the welcome.");
        foreach (var (how, leave) in new (string, Func<Probe, Task>)[]
        {
            ("with quit", probe => probe.SendAsync("quit\n")),
            ("with the end of the stream", probe => { probe.ShutdownSend(); return Task.CompletedTask; }),
            ("with a reset", probe => { probe.Abort(); return Task.CompletedTask; }),
        })
        {
            await LeavesAsync(check, how, leave);
        }

        await TogetherAsync(check, lockstep);
        await check.StepAsync("all have left, and the count knows it", probe => probe.ExpectAsync("welcome, 1 here\n"),
            "Some clients came and left at the same instant, and the count has lost one of them: count++ and count-- are three steps each.");
    }

    private static Task LeavesAsync(NotingCheck check, string how, Func<Probe, Task> leave) =>
        check.ConnectedAsync($"one of two leaves {how}", 0, async (probes, next) =>
        {
            for (var i = 1; i <= 2; i++)
            {
                probes.Add(await next());
                await probes[^1].ExpectAsync($"welcome, {i} here\n");
            }

            var gone = probes[0].LocalEndPoint;
            await leave(probes[0]);
            await WaitUntilAsync(() => !check.Server.Connections.Any(connection => connection.Client.Equals(gone)));
            await probes[1].SendAsync("still here\n");
            await probes[1].ExpectAsync("1: still here\n");
            await using var late = await next();
            await late.ExpectAsync("welcome, 2 here\n");
        }, "Whoever has left is not counted, in whatever way it left: ReadLineAsync gives null, or throws, and a finally runs in both cases.");

    /// <summary>Two come at the very same instant, again and again.</summary>
    private static async Task TogetherAsync(NotingCheck check, Lockstep lockstep)
    {
        const int pairs = 400, mostRounds = 1200;
        await check.ConnectedAsync("two come at the same instant", 0, async (_, next) =>
        {
            lockstep.IsOn = true;
            // On a busy machine few pairs meet: what is right must not run into the step's time limit for that.
            var began = Stopwatch.GetTimestamp();
            for (var round = 0; lockstep.Met < pairs && round < mostRounds && Stopwatch.GetElapsedTime(began) < s_longestRace; round++)
            {
                await using var one = await next();
                await using var two = await next();
                int[] said = [await ReadWelcomeAsync(one), await ReadWelcomeAsync(two)];
                // Who looks after the other one has come says 2 as well; that nobody says 2 is impossible.
                if (said.Max() != 2 || said.Min() < 1)
                {
                    throw new CheckFailure("welcome, 2 here for at least one of them", $"welcome, {said[0]} here and welcome, {said[1]} here");
                }

                foreach (var probe in new[] { one, two }) await probe.SendAsync("quit\n");
                foreach (var probe in new[] { one, two }) await probe.ExpectEndAsync();
            }
        }, "count++ reads, adds and writes: three steps, and another client can get in between. Then one of the two is never counted.");
        lockstep.IsOn = false;
    }

    private static async Task<int> ReadWelcomeAsync(Probe probe)
    {
        const string before = "welcome, ", after = " here";
        var number = 0;
        await probe.ExpectLineAsync(
            text => text.StartsWith(before, StringComparison.Ordinal) && text.EndsWith(after, StringComparison.Ordinal)
                && int.TryParse(text.AsSpan()[before.Length..^after.Length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number),
            "a line like \"welcome, 2 here\"");
        return number;
    }
}
