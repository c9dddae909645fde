using System.Net;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_stopAndWaitHints =
    [
        "Three loops: over the lines, over the attempts of one line, and over what comes back while you wait for its acknowledgement.",
        "Only \"ack \" and the number of the line that you are sending, from the address that you are sending to, ends the wait. Everything else is thrown away, and the clock of the attempt runs on.",
        "One attempt. After the last one return how many lines are acknowledged:\n" +
            "using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);\n" +
            "limit.CancelAfter(patience);\n" +
            "try { /* send, then receive with limit.Token until the right acknowledgement */ }\n" +
            "catch (OperationCanceledException) when (!stop.IsCancellationRequested) { }     // again",
    ];

    private static readonly string[] s_acknowledgementJunk =
        ["", "ack", "ack ", "ack 10", "ack x", "1", "nack 1", "ack -1", "ack 99999999999999999999"];

    /// <summary>Checks lesson 12's sender, which sends each line again until it is acknowledged.</summary>
    /// <param name="sendAll">
    /// Your function: the receiver's address, the lines, patience for one attempt, number of attempts for a line, token. It returns how many
    /// lines were acknowledged.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> StopAndWait(
        Func<IPEndPoint, string[], TimeSpan, int, CancellationToken, Task<int>> sendAll, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sendAll);
        return CheckSession.RunAsync("stop-and-wait", s_stopAndWaitHints, session => StopAndWaitSteps(session, sendAll), cancellationToken);
    }

    private static async Task StopAndWaitSteps(
        CheckSession session, Func<IPEndPoint, string[], TimeSpan, int, CancellationToken, Task<int>> sendAll)
    {
        string[] three = ["one", "two two", "zwölf"];
        var patient = TimeSpan.FromSeconds(3);
        // Where an answer is on its way, a busy machine must be given the time to bring it.
        var fair = TimeSpan.FromMilliseconds(120);
        var brief = TimeSpan.FromMilliseconds(40);

        await Step("three lines, each acknowledged", three, patient, 3, 3, true,
            (peer, number, attempt, from) =>
            {
                // A moment later, and not here: a line that does not wait for it comes in meanwhile.
                _ = peer.AcknowledgeLaterAsync(from, number);
                return Task.CompletedTask;
            },
            "Send the number, a blank and the line; wait for \"ack\" and the number; then the next one.");
        await Step("no lines: nothing to send", [], patient, 3, 0, true, (_, _, _, _) => Task.CompletedTask, "Nothing was said, so 0 were acknowledged.");
        await Step("the first datagram of line 2 is lost", three, fair, 10, 3, false,
            (peer, number, attempt, from) => number == 2 && attempt == 1 ? Task.CompletedTask : peer.AcknowledgeAsync(from, number),
            "When the patience is over, send the same line with the same number again.");
        await Step("an acknowledgement is lost twice", three, fair, 10, 3, false,
            (peer, number, attempt, from) => number == 1 && attempt <= 2 ? Task.CompletedTask : peer.AcknowledgeAsync(from, number),
            "Go on sending the line until it is acknowledged or the attempts are used up.");
        await Step("the acknowledgement of line 1 comes once more, while you wait for line 2", three, fair, 10, 3, false,
            async (peer, number, attempt, from) =>
            {
                if (number == 2) await peer.AnswerAsync(from, "ack 1");
                if (number != 2 || attempt > 1) await peer.AcknowledgeAsync(from, number);
            },
            "\"ack 1\" does not acknowledge line 2. Compare the number.");
        await Step("junk comes back", ["1", "2", "3", "4", "5", "6", "7", "8", "9", "ten"], fair, 10, 10, false,
            async (peer, number, attempt, from) =>
            {
                if (number == 1)
                {
                    foreach (var junk in s_acknowledgementJunk) await peer.AnswerAsync(from, junk);
                }

                if (number != 1 || attempt > 1) await peer.AcknowledgeAsync(from, number);
            },
            "Throw junk away and go on waiting: you send a line again only when your patience is over. And compare the whole text: it must be " +
            "\"ack 1\" and nothing more.");
        await Step("somebody else acknowledges", three, fair, 10, 3, false,
            async (peer, number, attempt, from) =>
            {
                if (attempt == 1) await peer.AnswerFromElsewhereAsync(from, $"ack {number}");
                else await peer.AcknowledgeAsync(from, number);
            },
            "ReceiveFromAsync says who sent the datagram (RemoteEndPoint): compare it with `to`.");
        await Step("nobody answers: three attempts for line 1, then 0", three, brief, 3, 0, false, (_, _, _, _) => Task.CompletedTask,
            "When the attempts of a line are used up, give up: do not go on with the next line, and do not throw.", attempts: (1, 3));
        await Step("after line 1 the peer is gone: 1", three, brief, 3, 1, false,
            (peer, number, _, from) => number == 1 ? peer.AcknowledgeAsync(from, number) : Task.CompletedTask,
            "Return how many lines were acknowledged, from the first one on.", attempts: (2, 3));
        await Step("junk without end: your patience is for the attempt, not for each receive", ["one"], TimeSpan.FromMilliseconds(300), 2, 0, false,
            (peer, number, attempt, from) =>
            {
                if (attempt == number) _ = peer.AnswerWithoutEndAsync(from, "junk");
                return Task.CompletedTask;
            },
            "One token with CancelAfter(patience) for all receives of an attempt. If each receive gets a new one, junk prolongs your wait for ever.");
        await Cancelled("stop is cancelled while you wait: an OperationCanceledException", 2);
        // Where another attempt follows, its send may throw what the wait before it has swallowed. Here none follows.
        await Cancelled("stop is cancelled while you wait in the last attempt: an OperationCanceledException", 1);

        Task Cancelled(string name, int mostAttempts) => session.StepAsync(name, async token =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
            await using var peer = new LineTaker(three, (_, _, _, _) => stop.CancelAsync());
            var (_, error, said, _) = await RunSendAsync(sendAll, peer, three, TimeSpan.FromSeconds(20), mostAttempts, stop.Token);
            if (error is not OperationCanceledException) throw new CheckFailure("an OperationCanceledException", said);
        }, hint: "Your own limit and `stop` end a receive with the same exception. Catch it only when (!stop.IsCancellationRequested).");

        Task Step(
            string name, string[] lines, TimeSpan patience, int mostAttempts, int expected, bool once,
            Func<LineTaker, int, int, Datagram, Task> answer, string hint, (int Number, int Count)? attempts = null)
        {
            LineTaker? peer = null;
            return session.StepAsync(name, async token =>
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
                await using (peer = new LineTaker(lines, answer))
                {
                    var (count, error, said, took) = await RunSendAsync(sendAll, peer, lines, patience, mostAttempts, stop.Token);
                    await stop.CancelAsync();
                    if (error is not null || count != expected) throw new CheckFailure($"{expected}", said);
                    if (peer.Acknowledged < expected)
                    {
                        // What the next line shows may say more, once it is here.
                        if (await Task.WhenAny(peer.Broken, Task.Delay(500, token)) == peer.Broken) await peer.Broken;
                        throw new CheckFailure($"{expected} after as many acknowledgements", $"{count} before them");
                    }

                    if (once && lines.Length > 0 && peer.Attempts(1) > 1)
                    {
                        throw new CheckFailure("line 1 once", $"{peer.Attempts(1)} times", $"You had {Say.Duration(patience)} for an attempt.");
                    }

                    if (attempts is { } last)
                    {
                        // The last datagram may still wait in this machine's queue.
                        for (var i = 0; i < 100 && peer.Attempts(last.Number) < last.Count; i++) await Task.Delay(10, token);
                    }

                    if (attempts is { } wanted && peer.Attempts(wanted.Number) != wanted.Count)
                    {
                        throw new CheckFailure($"line {wanted.Number} {wanted.Count} times", $"{peer.Attempts(wanted.Number)} times");
                    }

                    // Only a lower limit: load makes it later, and nothing makes it earlier but a mistake.
                    if (attempts is not null && took < patience * mostAttempts * 0.8)
                    {
                        throw new CheckFailure(
                            $"{Say.Count(mostAttempts, "attempt")} of {Say.Duration(patience)} each", $"it gave up after {Say.Duration(took)}",
                            "Wait your whole patience after the last attempt, too.");
                    }
                }
            }, () => peer?.Story ?? "", hint: hint);
        }
    }

    private static async Task<(int Count, Exception? Error, string Said, TimeSpan Took)> RunSendAsync(
        Func<IPEndPoint, string[], TimeSpan, int, CancellationToken, Task<int>> sendAll, LineTaker peer, string[] lines, TimeSpan patience,
        int attempts, CancellationToken stop)
    {
        var limit = TimeSpan.FromSeconds(6);
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        // On a thread of its own: code that blocks must not block the check.
        var sending = Task.Run(() => sendAll(peer.EndPoint, lines, patience, attempts, stop), CancellationToken.None);
        var first = await Task.WhenAny(sending, peer.Broken, Task.Delay(limit, CancellationToken.None));
        if (peer.Broken.IsFaulted) await peer.Broken;
        var took = System.Diagnostics.Stopwatch.GetElapsedTime(began);
        if (first != sending)
        {
            var message = $"your function has not returned after {Say.Duration(limit)}";
            return (-1, new TimeoutException(message), message, took);
        }

        try
        {
            var count = await sending;
            return (count, null, $"{count}", took);
        }
        catch (Exception e) when (e is not NotImplementedException)
        {
            return (-1, e, $"{e.GetType().Name}: {e.Message}", took);
        }
    }
}
