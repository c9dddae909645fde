namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_pongHints =
    [
        "Read lines, one after the other, until ReadLineAsync gives null. Which of them is a PING?",
        "The command is what the line begins with. What stands behind PING goes back unchanged, and an IRC line ends with \\r\\n.",
        "All of it:\n" +
            "while (await server.ReadLineAsync(stop) is { } line)\n" +
            "    if (line.StartsWith(\"PING \"))\n" +
            "        await server.SendTextAsync(\"PONG\" + line[4..] + \"\\r\\n\", stop);",
    ];

    /// <summary>Checks the half of an IRC client that stays alive: it answers PING, and nothing else, until the server closes.</summary>
    /// <param name="stay">Your code; its connection is the one to the server.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Pong(Func<Connection, CancellationToken, Task> stay, CancellationToken cancellationToken = default) =>
        CheckSession.RunTcpAsync("pong", stay, s_pongHints, PongSteps, cancellationToken).AsClientAsync(s_pongHints);

    private static async Task PongSteps(TcpCheck check)
    {
        await check.StepAsync("the server asks once", async probe =>
        {
            await probe.SendAsync("PING :irc.example\r\n");
            try
            {
                await ExpectPongAsync(probe, ":irc.example");
            }
            catch (CheckFailure e) when (e.Got.Contains("PONG", StringComparison.Ordinal) && !e.Got.Contains("\\r", StringComparison.Ordinal))
            {
                throw e.WithHint("The line end of IRC is \\r\\n. SendLineAsync ends a line with \\n alone, so take SendTextAsync and write the line end yourself.");
            }
        }, "What comes behind PING goes back behind PONG, as it is: the colon, too.");
        await check.StepAsync("every time with another word, and without a colon", async probe =>
        {
            string[] words = [":one", "two", ":three words long", "4"];
            foreach (var word in words)
            {
                await probe.SendAsync($"PING {word}\r\n");
                await ExpectPongAsync(probe, word);
            }
        }, "Servers put another word behind each PING, and want that very word back. Answer each of them, not only the first.");
        await check.StepAsync("forty of them, one after the other", async probe =>
        {
            for (var i = 1; i <= 40; i++)
            {
                await probe.SendAsync($"PING :{i}\r\n");
                await probe.ExpectAsync($"PONG :{i}\r\n");
            }
        }, "The server asks for as long as it lives. Only the end of the stream ends your loop.");
        await check.StepAsync("two of them in one piece", async probe =>
        {
            await probe.SendAsync("PING :a\r\nPING :b\r\n");
            await probe.ExpectAsync("PONG :a\r\nPONG :b\r\n");
        }, "One receive can bring two lines. ReadLineAsync gives them to you one by one.");
        await check.StepAsync("one in three pieces", async probe =>
        {
            await probe.SendAsync([.. "PI"u8], [.. "NG :tor"u8], [.. "n\r\nPING :b\r\n"u8]);
            await probe.ExpectAsync("PONG :torn\r\nPONG :b\r\n");
        }, "One line can come in several receives. Wait for its line end: ReadLineAsync does.");
        await check.StepAsync("people who talk about PING get no PONG", async probe =>
        {
            await probe.SendAsync(
                ":ada!~a@h PRIVMSG #test :PING :gotcha\r\n:irc.example NOTICE you :PING\r\n:ping!~p@h JOIN #PING\r\n" +
                ":irc.example 372 you :- PING PING\r\nPINGPONG :x\r\nPING :real\r\n");
            await probe.ExpectAsync("PONG :real\r\n");
        }, "Anybody can write PING into a message. Only a line whose command is PING is one: it begins with \"PING \".");
        await check.StepAsync("the server closes, and your method returns", async probe =>
        {
            await probe.SendAsync("PING :last\r\n");
            await probe.ExpectAsync("PONG :last\r\n");
            probe.ShutdownSend();
            await probe.ExpectEndAsync();
        }, "ReadLineAsync gives null when the server sends no more. What does your loop do then?");
    }

    private static async Task ExpectPongAsync(Probe probe, string word)
    {
        try
        {
            await probe.ExpectAsync($"PONG {word}\r\n");
        }
        catch (CheckFailure e) when (e.Got.Contains($"PONG :{word}", StringComparison.Ordinal))
        {
            throw e.WithHint("You put a colon in that was not there. Send back what stood behind PING and the space, unchanged.");
        }
        catch (CheckFailure e) when (word.StartsWith(':') && e.Got.Contains($"PONG {word[1..]}", StringComparison.Ordinal))
        {
            throw e.WithHint("The colon belongs to what stood behind PING. Send all of it back, unchanged.");
        }
    }

    /// <summary>In some exercises the learner's code is the client, and the other end is a server: the note to a stub must say so.</summary>
    private static async Task<CheckReport> AsClientAsync(this Task<CheckReport> running, IReadOnlyList<string> hints)
    {
        const string note = "So far your code neither reads from the server nor sends to it. " +
            "(Console.WriteLine prints in the notebook; server.SendTextAsync sends to the server.)";
        var report = await running;
        return report.ToText().Contains(CheckReport.SilentNote, StringComparison.Ordinal)
            ? new CheckReport(report.Exercise, report.Outcome, report.Steps, hints, 0, note)
            : report;
    }
}
