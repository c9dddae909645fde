namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_lookAlikes = ["FROMage", "from ada", "text", "TEXTS", "quit", ""];

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
            // A slow deliver tells a server that says delivered before it is true.
            box.TakeTime(TimeSpan.FromMilliseconds(150));
            await SayAsync(probe, "dear Grace,\nall is well.\n.\n", "delivered\n");
            box.Expect(("ada", "dear Grace,\nall is well."),
                "No letter had arrived when your server said delivered. Call deliver(from, text) first, and answer when it has returned: a " +
                "client that has read delivered throws its own copy away.");
            await SayAsync(probe, "QUIT\n", "bye\n");
            await ExpectGoodEndAsync(check, probe);
        }, "Compare your answers with the sample, letter by letter. The lines of a letter are joined with \\n, without one at the end.");
        await check.StepAsync("commands in the wrong order are errors that say which one is missing", async probe =>
        {
            await SayAsync(probe, "TEXT\n", "error: FROM first\n");
            await SayAsync(probe, "HELLO\n", "error: unknown command\n");
            await SayAsync(probe, "FROM ada\n", "ok\n");
            await SayAsync(probe, "QUIT\n", "bye\n");
            await ExpectGoodEndAsync(check, probe);
            box.Expect();
        }, "An error changes nothing: the conversation is in the same state as before, and goes on.");
        await check.StepAsync("FROM without a name: with a blank behind it, and alone", async probe =>
        {
            await SayAsync(probe, "FROM \n", "error: FROM needs a name\n");
            await SayAsync(probe, "FROM\n", "error: FROM needs a name\n");
            await SayAsync(probe, "FROM ada\n", "ok\n");
        }, "FROM alone is a FROM without a name, and so is one with nothing but blanks behind it:\n" +
            "if (line == \"FROM\" || line.StartsWith(\"FROM \"))");
        await check.StepAsync("words that only look like commands", async probe =>
        {
            foreach (var unknown in s_lookAlikes)
            {
                await SayAsync(probe, unknown + "\n", "error: unknown command\n");
            }
        }, "A command is FROM, alone or with a blank behind it, TEXT or QUIT, in capital letters. All else is unknown.");
        await check.StepAsync("the name is all that follows FROM, without the blanks around it", async probe =>
        {
            await SayAsync(probe, "FROM grace\n", "ok\n");
            await SayAsync(probe, "FROM  Ada Lovelace \n", "ok\n");
            await SayAsync(probe, "FROM  \n", "error: FROM needs a name\n");
            await SayAsync(probe, "TEXT\n.\n", "send lines, then a dot\ndelivered\n");
            box.Expect(("Ada Lovelace", ""));
        }, "A name may have blanks inside. A second FROM replaces the first, an error changes nothing, and a letter without a line is one.");
        await check.StepAsync("commands inside a text are text", async probe =>
        {
            await SayAsync(probe, "FROM ada\nTEXT\n", "ok\nsend lines, then a dot\n");
            await SayAsync(probe, "QUIT\nFROM grace\n\n.\n", "delivered\n");
            box.Expect(("ada", "QUIT\nFROM grace\n"));
        }, "Between TEXT and the dot no line is a command, and an empty line is a line like any other.");
        await check.StepAsync("a line of the letter that is a dot itself", async probe =>
        {
            await SayAsync(probe, "FROM ada\nTEXT\n", "ok\nsend lines, then a dot\n");
            await SayAsync(probe, "..\n...and so on\na.b\n .\n.. \n.\n", "delivered\n");
            box.Expect(("ada", ".\n..and so on\na.b\n .\n. "));
        }, "Only a line that is \".\" and nothing else ends the letter; one with a blank before it does not. The sender puts a dot before every line of the letter that begins with one. You take it off: exactly one, and only in front.");
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
        private TimeSpan _pause;

        /// <summary>Makes the next delivery a slow one.</summary>
        public void TakeTime(TimeSpan pause)
        {
            lock (_gate) _pause = pause;
        }

        public void Deliver(string from, string text)
        {
            TimeSpan pause;
            lock (_gate) (pause, _pause) = (_pause, TimeSpan.Zero);
            if (pause > TimeSpan.Zero) Thread.Sleep(pause);
            lock (_gate) _letters.Add((from, text));
        }

        /// <summary>Compares what was delivered since the last time.</summary>
        public void Expect(params (string From, string Text)[] expected)
        {
            var got = Take();
            if (!got.SequenceEqual(expected)) throw new CheckFailure(Describe(expected), Describe(got));
        }

        /// <summary>Expects one letter; the hint is for the case that there is none.</summary>
        public void Expect((string From, string Text) expected, string noneHint)
        {
            var got = Take();
            if (got is [var only] && only == expected) return;
            throw new CheckFailure(Describe([expected]), Describe(got), hint: got.Length == 0 ? noneHint : null);
        }

        private (string From, string Text)[] Take()
        {
            lock (_gate)
            {
                (string, string)[] got = [.. _letters];
                _letters.Clear();
                return got;
            }
        }

        private static string Describe((string From, string Text)[] letters) => letters.Length == 0
            ? "no letter delivered"
            : string.Join(", ", letters.Select(letter => $"deliver(\"{letter.From}\", \"{letter.Text.ReplaceLineEndings("\\n")}\")"));
    }
}
