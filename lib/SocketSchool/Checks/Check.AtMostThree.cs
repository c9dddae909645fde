using System.Diagnostics;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_atMostThreeHints =
    [
        "Three places, one counter. Who takes a place, who gives it back, and what if the conversation ends with an exception?",
        "A SemaphoreSlim(3) outside the method counts places, safely. Wait(0) takes one if there is one and says at once whether it did. Only " +
            "who has taken a place gives it back, in a finally.",
        "With `SemaphoreSlim places` above the method:\n" +
            "if (!places.Wait(0))\n" +
            "{\n" +
            "    await client.SendLineAsync(\"busy\", stop);\n" +
            "    return;\n" +
            "}\n" +
            "try { await serve(client, stop); }\n" +
            "finally { places.Release(); }",
    ];

    private const string KeptNote =
        "You checked this code before, and variables above your method have kept their values since. Run your cell again first.";

    private static readonly TimeSpan s_longestRace = TimeSpan.FromSeconds(7);

    private static object? s_lastLimiter;

    /// <summary>
    /// Checks lesson 06's limit: three conversations at once, one more gets the line <c>busy</c> and the end, and a place that is given
    /// back is free again.
    /// </summary>
    /// <param name="handler">Your code for one client; its second parameter is the conversation that it lets in.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> AtMostThree(
        Func<Connection, Func<Connection, CancellationToken, Task>, CancellationToken, Task> handler,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var halt = new CancellationTokenSource();
        var lockstep = new Lockstep((client, stop) => handler(client, TalkAsync, stop));
        // The same code as last time, not even run again: what it has in variables is what the last check left there.
        var note = handler.Equals(Interlocked.Exchange(ref s_lastLimiter, handler)) ? KeptNote : "";
        return CheckSession.RunTcpAsync(
            "at-most-three", (client, stop) => UntilHaltAsync(lockstep, client, stop, halt.Token), s_atMostThreeHints,
            check => AtMostThreeSteps(new NotingCheck(check, note), lockstep, halt), cancellationToken);
    }

    private static async Task AtMostThreeSteps(NotingCheck check, Lockstep lockstep, CancellationTokenSource halt)
    {
        await check.StepAsync("one client has its conversation", async probe =>
        {
            await probe.ExpectLineAsync("welcome");
            await probe.SendAsync("hello\n");
            await probe.ExpectLineAsync("hello");
            probe.ShutdownSend();
            await probe.ExpectEndAsync();
        }, "await serve(client, stop) is the conversation.");
        for (var round = 1; round <= 2; round++)
        {
            await check.ConnectedAsync(round == 1 ? "the fourth is told that the server is busy" : "refusals take and give no places",
                3, async (probes, next) =>
                {
                    foreach (var probe in probes) await probe.ExpectLineAsync("welcome");
                    for (var i = 0; i < 4; i++)
                    {
                        await using var fourth = await next();
                        await fourth.ExpectLineAsync("busy");
                        await fourth.ExpectEndAsync();
                    }

                    await probes[0].SendAsync("still here\n");
                    await probes[0].ExpectLineAsync("still here");
                }, "Only three conversations at once. A client without a place gets the line \"busy\", and your method returns without touching the " +
                "count: it has taken nothing, so it gives nothing back.");
        }

        await check.ConnectedAsync("who leaves makes room for the next", 3, async (probes, next) =>
        {
            foreach (var probe in probes) await probe.ExpectLineAsync("welcome");
            probes[1].ShutdownSend();
            await probes[1].ExpectEndAsync();
            await using var late = await next();
            await late.ExpectLineAsync("welcome");
            await using var later = await next();
            await later.ExpectLineAsync("busy");
        }, "When serve has returned, the place is free again: give it back.");
        await check.ConnectedAsync("a conversation that ends with an error gives its place back as well", 3, async (probes, next) =>
        {
            foreach (var probe in probes) await probe.ExpectLineAsync("welcome");
            await probes[0].SendAsync("boom\n");
            await probes[0].ExpectEndAsync();
            probes[1].Abort();
            // The reset has reached the server, and the handler has returned, when the connection is gone.
            var gone = probes[1].LocalEndPoint;
            await WaitUntilAsync(() => !check.Server.Connections.Any(connection => connection.Client.Equals(gone)));
            await using var third = await next();
            await third.ExpectLineAsync("welcome");
            await using var fourth = await next();
            await fourth.ExpectLineAsync("welcome");
        }, "serve can throw. What gives a place back belongs into a finally.");
        await RaceAsync(check, lockstep);
        // The last step: after it every conversation is told to end.
        await check.ConnectedAsync("when the server stops, the conversation is told", 1, async (probes, _) =>
        {
            await probes[0].ExpectLineAsync("welcome");
            await halt.CancelAsync();
            await probes[0].ExpectEndAsync();
        }, "Hand your own token on: serve(client, stop). With another one the conversation never learns that the server stops.");
    }

    /// <summary>One client of the learner's code, with a token that the check can cancel while the server goes on.</summary>
    private static async Task UntilHaltAsync(Lockstep lockstep, Connection client, CancellationToken stop, CancellationToken halt)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, halt);
        try
        {
            await lockstep.RunAsync(client, either.Token);
        }
        catch (OperationCanceledException) when (halt.IsCancellationRequested)
        {
            // As the check wanted: the server closes the connection now.
        }
    }

    /// <summary>Two clients at the very same instant, and one place: exactly one of them gets it.</summary>
    private static async Task RaceAsync(NotingCheck check, Lockstep lockstep)
    {
        const int pairs = 200, mostRounds = 600;
        await check.ConnectedAsync("two at the same instant for the last place", 2, async (probes, next) =>
        {
            foreach (var probe in probes) await probe.ExpectLineAsync("welcome");
            lockstep.IsOn = true;
            // On a busy machine few pairs meet: what is right must not run into the step's time limit for that.
            var began = Stopwatch.GetTimestamp();
            for (var round = 0; lockstep.Met < pairs && round < mostRounds && Stopwatch.GetElapsedTime(began) < s_longestRace; round++)
            {
                await using (var one = await next())
                await using (var two = await next())
                {
                    string[] said = [await one.ExpectLineAsync(_ => true, "welcome or busy"), await two.ExpectLineAsync(_ => true, "welcome or busy")];
                    if (!said.Order().SequenceEqual(["busy", "welcome"]))
                    {
                        throw new CheckFailure("welcome for one and busy for the other", string.Join(" and ", said));
                    }

                    one.ShutdownSend();
                    two.ShutdownSend();
                    await one.ExpectEndAsync();
                    await two.ExpectEndAsync();
                }
            }
        }, "Looking whether there is room, and taking it, must be one step: another client can come in between.");
        lockstep.IsOn = false;
    }

    private static async Task WaitUntilAsync(Func<bool> condition)
    {
        for (var i = 0; i < 2000 && !condition(); i++) await Task.Delay(1);
    }

    /// <summary>The conversation that the learner's code lets in: welcome, then every line back.</summary>
    private static async Task TalkAsync(Connection client, CancellationToken stop)
    {
        await client.SendLineAsync("welcome", stop);
        while (await client.ReadLineAsync(stop) is { } line)
        {
            if (line == "boom") throw new InvalidOperationException("The conversation failed, as the check wanted.");
            await client.SendLineAsync(line, stop);
        }
    }

    /// <summary>Adds a note to whatever goes wrong in a step.</summary>
    private sealed class NotingCheck(TcpCheck check, string note)
    {
        public TcpServer Server => check.Server;

        public Task StepAsync(string name, Func<Probe, Task> body, string hint) =>
            check.StepAsync(name, probe => NotedAsync(() => body(probe)), hint);

        public Task ConnectedAsync(string name, int clients, Func<List<Probe>, Func<Task<Probe>>, Task> body, string hint) =>
            check.ConnectedAsync(name, clients, (probes, next) => NotedAsync(() => body(probes, next)), hint);

        private async Task NotedAsync(Func<Task> body)
        {
            try
            {
                await body();
            }
            catch (CheckFailure e) when (note.Length > 0)
            {
                throw e.WithNote($"{e.Note} {note}".TrimStart());
            }
        }
    }
}
