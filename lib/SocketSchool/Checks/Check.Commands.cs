using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_unknownCommands = ["X", "", "RR", "R T", "naïve"];

    private static readonly string[] s_commandsHints =
    [
        "What ends a command: the client's send, or a byte in the stream? And what does your code do with a command that it does not know?",
        "A loop over ReadLineAsync, and in it a switch over line.Trim().ToUpperInvariant() with a branch for everything else. " +
            "Random.Shared.Next(a, b) gives a number from a up to, but not including, b.",
        "The answers. After `bye`: `client.ShutdownSend()`, `client.Server.RequestStop()`, and return.\n" +
            "\"R\" => $\"{Random.Shared.Next(1, 11)}\",\n" +
            "\"T\" => DateTime.Now.ToString(\"yyyy-MM-dd HH:mm:ss\", CultureInfo.InvariantCulture),\n" +
            "\"L\" => RuntimeInformation.FrameworkDescription,\n" +
            "\"E\" => \"bye\",",
    ];

    /// <summary>
    /// Checks lesson 05's command server: <c>R</c> random number from 1 to 10, <c>T</c> time, <c>L</c> version, <c>E</c> says <c>bye</c>
    /// and ends the server, and anything else gets a line that begins with <c>error</c>.
    /// </summary>
    /// <param name="handler">Your code for one client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Commands(
        Func<Connection, CancellationToken, Task> handler, CancellationToken cancellationToken = default) =>
        CheckSession.RunTcpAsync("commands", handler, s_commandsHints, check => CommandsSteps(check, handler), cancellationToken);

    private static async Task CommandsSteps(TcpCheck check, Func<Connection, CancellationToken, Task> handler)
    {
        await check.StepAsync("R, a number", async probe =>
        {
            await probe.SendAsync("R\n");
            await ExpectDieAsync(probe);
        });
        await check.StepAsync("T, the time", async probe =>
        {
            await probe.SendAsync("T\n");
            await probe.ExpectLineAsync(IsTimeOfNow, "the time of now, as in 2026-11-20 09:05:07");
        }, "The pattern is \"yyyy-MM-dd HH:mm:ss\" with CultureInfo.InvariantCulture, and the time is the local one of this machine.");
        await check.StepAsync("L, the version", async probe =>
        {
            await probe.SendAsync("L\n");
            await probe.ExpectLineAsync(RuntimeInformation.FrameworkDescription);
        }, "RuntimeInformation.FrameworkDescription is the whole line.");
        await check.StepAsync("a command that nobody knows is an error, and the conversation goes on", async probe =>
        {
            foreach (var unknown in s_unknownCommands)
            {
                await probe.SendAsync(unknown + "\n");
                await ExpectErrorAsync(probe);
            }

            await probe.SendAsync("R\n");
            await ExpectDieAsync(probe);
        }, "Anything else, also an empty line, is answered with a line that begins with \"error\". Then the next command is read.");
        await check.StepAsync("small letters, blanks and CR LF", async probe =>
        {
            await probe.SendAsync("r\n");
            await ExpectDieAsync(probe);
            await probe.SendAsync(" R \r\n");
            await ExpectDieAsync(probe);
        }, "A person who types r means R. Trim and ToUpperInvariant make one of both.");
        await check.StepAsync("three commands in one write", async probe =>
        {
            await probe.SendAsync("R\nX\nL\n");
            await ExpectDieAsync(probe);
            await ExpectErrorAsync(probe);
            await probe.ExpectLineAsync(RuntimeInformation.FrameworkDescription);
        });
        await check.StepAsync("a command in two pieces", async probe =>
        {
            await probe.SendAsync("R"u8.ToArray(), "X\n"u8.ToArray());
            await ExpectErrorAsync(probe);
        });
        await check.ConnectedAsync("300 times R: every number from 1 to 10, no other, in no order", 2, (probes, _) => DiceAsync(probes),
            "Random.Shared.Next(1, 10) never gives 10: the upper end is not included. And a new Random with a fixed seed always begins with " +
            "the same number.");
        await check.StepAsync("a client that half-closes gets its answer, then the end", async probe =>
        {
            await probe.SendAsync("L");
            probe.ShutdownSend();
            await probe.ExpectLineAsync(RuntimeInformation.FrameworkDescription);
            await ExpectGoodEndAsync(check, probe);
        }, "The last line may come without a line end. After it ReadLineAsync gives null: return.");
        await check.ManyAsync("20 clients at once, the last first", 20, async (_, probe) =>
        {
            await probe.SendAsync("L\n");
            await probe.ExpectLineAsync(RuntimeInformation.FrameworkDescription);
        });
        await check.ConnectedAsync("20 clients in turns: half a command from each, then the other half", 20, async (probes, _) =>
        {
            foreach (var probe in probes) await probe.SendAsync("L");
            for (var i = probes.Count - 1; i >= 0; i--) await probes[i].SendAsync(i % 2 == 0 ? "\n" : "X\n");
            for (var i = 0; i < probes.Count; i++)
            {
                if (i % 2 == 0) await probes[i].ExpectLineAsync(RuntimeInformation.FrameworkDescription);
                else await ExpectErrorAsync(probes[i]);
            }
        }, OneForAllHint);
        await check.StepAsync("E: bye, the end, and the server stops for everybody; and a small e does the same", async probe =>
        {
            await ExitAsync(check.Server, probe, "E\n");
            await SmallExitAsync(handler);
        });
    }

    private static async Task DiceAsync(List<Probe> probes)
    {
        var rolls = await RollAsync(probes[0], 300);
        var seen = new SortedSet<int>(rolls);
        // That one of ten numbers stays away 300 times happens once in some 10 million million runs. The other two never happen.
        if (seen.Count < 10) throw new CheckFailure("each of 1 to 10 now and then", $"only {string.Join(", ", seen)} in 300 answers");
        for (var period = 1; period <= 100; period++)
        {
            if (!rolls.Skip(period).SequenceEqual(rolls.SkipLast(period))) continue;
            throw new CheckFailure(
                "numbers that nobody can foretell", $"{string.Join(", ", rolls.Take(12))} ...: the same {period} again and again", "",
                "A number that follows from the last one is not random. Random.Shared.Next gives one that does not.");
        }

        if ((await RollAsync(probes[1], 300)).SequenceEqual(rolls))
        {
            throw new CheckFailure(
                "other numbers on another connection", $"{string.Join(", ", rolls.Take(12))} ... on both", "",
                "A new Random with a fixed seed begins with the same numbers each time. Random.Shared does not.");
        }
    }

    private static async Task<int[]> RollAsync(Probe probe, int times)
    {
        var rolls = new int[times];
        await probe.SendAsync(new StringBuilder().Insert(0, "R\n", times).ToString());
        for (var i = 0; i < times; i++) rolls[i] = await ExpectDieAsync(probe);
        return rolls;
    }

    // A second server: the first one has just been stopped.
    private static async Task SmallExitAsync(Func<Connection, CancellationToken, Task> handler)
    {
        var server = TcpServer.Start(
            handler, name: "your commands", options: new ServerOptions { StopTimeout = TimeSpan.FromMilliseconds(500) });
        try
        {
            await using var probe = await Probe.ConnectAsync(server.ReachableEndPoint, server, CancellationToken.None);
            await ExitAsync(server, probe, " e \r\n");
        }
        catch (CheckFailure failure)
        {
            throw new CheckFailure(
                failure.Expected, failure.Got, "This was for \" e \\r\\n\". " + failure.Note,
                "A small e, with blanks around it, is E as well. Where your code compares, has the command been trimmed and made capital?");
        }
        finally
        {
            await server.StopAsync();
        }
    }

    private static async Task ExitAsync(TcpServer server, Probe probe, string command)
    {
        await probe.SendAsync(command);
        try
        {
            await probe.ExpectLineAsync("bye");
        }
        catch (CheckFailure failure) when (server.State != ServerState.Running)
        {
            throw failure.WithHint(
                "Your server was asked to stop before \"bye\" was on its way. RequestStop() cancels `stop`, and a send with a cancelled `stop` " +
                "sends nothing. First the last word, then client.ShutdownSend(), then client.Server!.RequestStop().");
        }
        catch (CheckFailure failure)
        {
            throw failure.WithHint("The answer to E is the line \"bye\", and it comes before everything else that E does.");
        }

        try
        {
            await probe.ExpectEndAsync();
        }
        catch (CheckFailure failure)
        {
            throw failure.WithHint("After bye nothing more comes from you: client.ShutdownSend(), stop the server, return.");
        }

        if (await Task.WhenAny(server.Completion, Task.Delay(TimeSpan.FromSeconds(3))) != server.Completion)
        {
            throw new CheckFailure(
                "the server stops", "it still runs 3 s after bye", "", server.State == ServerState.Running
                    ? "E ends the whole server, not only this conversation: client.Server has a method that requests it."
                    : "Something of yours does not return although stop was cancelled.");
        }

        if (server.Faults.FirstOrDefault(fault => fault.Limit == nameof(ServerOptions.StopTimeout)) is { } late)
        {
            throw new CheckFailure("a stop at once", "a stop that had to take connections away", late.Message,
                "A method that awaits the stop of its own server waits for itself. Request the stop, and return.");
        }
    }

    private static async Task<int> ExpectDieAsync(Probe probe)
    {
        var line = await probe.ExpectLineAsync(IsOneToTen, "a whole number from 1 to 10");
        return int.Parse(line, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    private static bool IsOneToTen(string line) =>
        int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 10;

    private static bool IsTimeOfNow(string line) =>
        DateTime.TryParseExact(line, "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
        && (DateTime.Now - time).Duration() < TimeSpan.FromMinutes(10);

    private static Task<string> ExpectErrorAsync(Probe probe) => probe.ExpectLineAsync(
        line => line.StartsWith("error", StringComparison.Ordinal), "a line that begins with \"error\", in small letters");
}
