namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_letterboxHints =
    [
        "Which states has the conversation, and which commands are allowed in each? Draw them before you write: waiting for FROM, waiting for " +
            "TEXT, inside the text.",
        "In the text nothing is a command: every line belongs to the letter until a line that is only a dot. A line that begins with a dot " +
            "loses its first dot.",
        "Keep `var from = \"\";` outside the loop. FROM sets it, TEXT is an error while it is empty; TEXT reads lines in a loop of its own, " +
            "returns without delivering when a line is null, delivers at the dot and sets from back to \"\".",
    ];

    /// <summary>
    /// Checks lesson 05's letterbox, a protocol with states: <c>FROM name</c>, <c>TEXT</c>, lines up to a dot, <c>QUIT</c>.
    /// </summary>
    /// <param name="handler">Your code for one client. Its second parameter takes a finished letter: who it is from, and its text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Letterbox(
        Func<Connection, Action<string, string>, CancellationToken, Task> handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var box = new Letters();
        return CheckSession.RunTcpAsync(
            "letterbox", (client, stop) => handler(client, box.Deliver, stop), s_letterboxHints, check => LetterboxSteps(check, box),
            cancellationToken);
    }

    private static async Task LetterboxSteps(TcpCheck check, Letters box)
    {
        await check.StepAsync("one letter, step by step", async probe =>
        {
            await SayAsync(probe, "FROM ada\n", "ok\n");
            await SayAsync(probe, "TEXT\n", "send lines, then a dot\n");
            await SayAsync(probe, "dear Grace,\nall is well.\n.\n", "delivered\n");
            box.Expect(("ada", "dear Grace,\nall is well."));
            await SayAsync(probe, "QUIT\n", "bye\n");
            await ExpectGoodEndAsync(check, probe);
        }, "Compare your answers with the sample, letter by letter. The lines of a letter are joined with \\n, without one at the end.");
        await check.StepAsync("commands in the wrong order are errors that say which one is missing", async probe =>
        {
            await SayAsync(probe, "TEXT\n", "error: FROM first\n");
            await SayAsync(probe, "HELLO\n", "error: unknown command\n");
            await SayAsync(probe, "FROM \n", "error: FROM needs a name\n");
            await SayAsync(probe, "FROM ada\n", "ok\n");
            await SayAsync(probe, "QUIT\n", "bye\n");
            await ExpectGoodEndAsync(check, probe);
            box.Expect();
        }, "An error changes nothing: the conversation is in the same state as before, and goes on.");
        await check.StepAsync("commands inside a text are text", async probe =>
        {
            await SayAsync(probe, "FROM ada\nTEXT\n", "ok\nsend lines, then a dot\n");
            await SayAsync(probe, "QUIT\nFROM grace\n\n.\n", "delivered\n");
            box.Expect(("ada", "QUIT\nFROM grace\n"));
        }, "Between TEXT and the dot no line is a command, and an empty line is a line like any other.");
        await check.StepAsync("a line of the letter that is a dot itself", async probe =>
        {
            await SayAsync(probe, "FROM ada\nTEXT\n", "ok\nsend lines, then a dot\n");
            await SayAsync(probe, "..\n...and so on\na.b\n.\n", "delivered\n");
            box.Expect(("ada", ".\n..and so on\na.b"));
        }, "The sender puts a dot before every line of the letter that begins with one. You take it off: exactly one, and only in front.");
        await check.StepAsync("after a letter, FROM comes first again", async probe =>
        {
            await SayAsync(probe, "FROM ada\nTEXT\none\n.\nTEXT\n", "ok\nsend lines, then a dot\ndelivered\nerror: FROM first\n");
            await SayAsync(probe, "FROM zoë\nTEXT\ntwo\n.\n", "ok\nsend lines, then a dot\ndelivered\n");
            box.Expect(("ada", "one"), ("zoë", "two"));
        }, "A delivered letter ends the whole turn. Which of your variables still remembers the sender?");
        await check.StepAsync("a whole conversation byte by byte", async probe =>
        {
            await probe.SendByteByByteAsync("FROM zoë\r\nTEXT\r\nnaïve\r\n.\r\nQUIT\r\n");
            await probe.ExpectAsync("ok\nsend lines, then a dot\ndelivered\nbye\n");
            await ExpectGoodEndAsync(check, probe);
            box.Expect(("zoë", "naïve"));
        });
        await check.StepAsync("half a letter is no letter", async probe =>
        {
            await SayAsync(probe, "FROM ada\nTEXT\nI owe you 100\n", "ok\nsend lines, then a dot\n");
            probe.ShutdownSend();
            await ExpectGoodEndAsync(check, probe);
            box.Expect();
        }, "The stream ended before the dot: nobody knows what was to follow. Nothing may be delivered.");
        await check.ConnectedAsync("10 clients in turns, each with a letter of its own", 10, async (probes, _) =>
        {
            for (var i = 0; i < probes.Count; i++) await SayAsync(probes[i], $"FROM guest {i}\n", "ok\n");
            for (var i = 0; i < probes.Count; i++) await SayAsync(probes[i], $"TEXT\nletter {i}, ", "send lines, then a dot\n");
            for (var i = 0; i < probes.Count; i++)
            {
                await SayAsync(probes[i], "the end\n.\n", "delivered\n");
                box.Expect(($"guest {i}", $"letter {i}, the end"));
            }
        }, "What belongs to one conversation is declared inside the method.");
    }

    private static async Task SayAsync(Probe probe, string sent, string expected)
    {
        await probe.SendAsync(sent);
        await probe.ExpectAsync(expected);
    }

    private sealed class Letters
    {
        private readonly Lock _gate = new();
        private readonly List<(string From, string Text)> _letters = [];

        public void Deliver(string from, string text)
        {
            lock (_gate) _letters.Add((from, text));
        }

        /// <summary>Compares what was delivered since the last time.</summary>
        public void Expect(params (string From, string Text)[] expected)
        {
            (string, string)[] got;
            lock (_gate)
            {
                got = [.. _letters];
                _letters.Clear();
            }

            if (!got.SequenceEqual(expected)) throw new CheckFailure(Describe(expected), Describe(got));
        }

        private static string Describe(IReadOnlyCollection<(string From, string Text)> letters) => letters.Count == 0
            ? "no letter delivered"
            : string.Join(", ", letters.Select(letter => $"deliver(\"{letter.From}\", \"{letter.Text.ReplaceLineEndings("\\n")}\")"));
    }
}
