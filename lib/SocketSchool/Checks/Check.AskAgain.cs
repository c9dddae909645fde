using System.Diagnostics;
using System.Net;
using System.Text;

namespace SocketSchool;

public static partial class Check
{
    // The largest round number that every system sends: macOS stops at 9,216 bytes unless it is told otherwise.
    private const int LongAnswer = 9000;
    private const string TenTimes = "ten times the number";

    private static readonly string[] s_askAgainHints =
    [
        "Two loops: the outer one asks, with a new number each time; the inner one receives until the answer is the right one or the time of this attempt is up.",
        "The right answer comes from the server's address AND begins with the number of your last question and a blank. Everything else is thrown away, whatever it is, and the clock of the attempt runs on.",
        "For each attempt (and a `SocketException` of a call is silence: then receive on until the limit):\n" +
            "using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);\n" +
            "limit.CancelAfter(patience);\n" +
            "try { /* send, then receive with limit.Token until the right answer */ }\n" +
            "catch (OperationCanceledException) when (!stop.IsCancellationRequested) { }",
    ];

    /// <summary>Checks lesson 04's client that asks again over UDP.</summary>
    /// <param name="ask">
    /// Your function: server, question, patience for one attempt, number of attempts, token. The answer's text, or <c>null</c> when none came.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> AskAgain(
        Func<IPEndPoint, string, TimeSpan, int, CancellationToken, Task<string?>> ask, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ask);
        return CheckSession.RunAsync("ask-again", s_askAgainHints, session => AskAgainSteps(session, ask), cancellationToken);
    }

    private static async Task AskAgainSteps(
        CheckSession session, Func<IPEndPoint, string, TimeSpan, int, CancellationToken, Task<string?>> ask)
    {
        var patient = TimeSpan.FromSeconds(2);
        // Where an answer is on its way, a busy machine must be given the time to bring it.
        var fair = TimeSpan.FromMilliseconds(300);
        var brief = TimeSpan.FromMilliseconds(100);
        await StepAsync("a question and its answer", "DAY", patient, 3, 1, "Sunday, 4 January 2026",
            (request, _) => request.AnswerAsync("Sunday, 4 January 2026"),
            hint: "Send the number, a blank and the question to the server, receive, and return what follows the number and the " +
            "blank.");
        await StepAsync("an answer that takes a moment: no second question within your patience", "TIME", patient, 3, 1, "09:05:07",
            async (request, stop) =>
            {
                await Task.Delay(50, stop);
                await request.AnswerAsync("09:05:07");
            }, hint: "Ask again only when `patience` is over, and not before.");
        await StepAsync("a long answer, 9,000 bytes", "ALL", patient, 1, 1, new string('x', LongAnswer),
            (request, _) => request.AnswerAsync(new string('x', LongAnswer)),
            hint: "What does not fit into your buffer is lost. 65,535 bytes hold every datagram.");
        await StepAsync("the first two questions are lost", "TIME", fair, 10, null, "09:05:07",
            (request, _) => request.Attempt < 3 ? Task.CompletedTask : request.AnswerAsync("09:05:07"),
            hint: "When the patience is over, ask again, with the next number, until all attempts are used up.");
        await StepAsync("nobody answers: three questions, then null", "TIME", brief, 3, 3, null, (_, _) => Task.CompletedTask,
            hint: "`attempts` counts all questions, the first one, too. After the last one wait once more, then return null.");
        await StepAsync("an old answer comes late", "TIME", fair, 10, null, "the new time", async (request, _) =>
        {
            if (request.Attempt == 1) return;
            await request.SendAsync($"{request.First} the old time");
            await request.AnswerAsync("the new time");
        }, hint: "Compare the number in the answer with the number of your latest question.");
        await StepAsync("somebody else answers first", "TIME", patient, 2, 1, "the server's time", async (request, _) =>
        {
            await request.SendFromElsewhereAsync($"{request.Number} a forged time");
            await request.AnswerAsync("the server's time");
        }, hint: "ReceiveFromAsync says who sent the datagram (RemoteEndPoint): compare it with `server`.");
        await StepAsync("junk before the answer", "TIME", patient, 2, 1, "09:05:07", async (request, _) =>
        {
            foreach (var junk in new[]
            {
                "", " ", "hello", "x y", $"{request.Number}0 {TenTimes}", $"x{request.Number} no number",
                "99999999999999999999 more than an int", "-1 minus one",
            })
            {
                await request.SendAsync(junk);
            }

            await request.AnswerAsync("09:05:07");
        }, hint: "An answer begins with your number and a blank: text.StartsWith($\"{number} \"). To read junk as a number only " +
            "makes trouble.");
        // Longer: where a busy machine leaves a gap in the junk, a patience that begins anew must not end in it.
        await StepAsync("the server sends junk without end: your patience is for the attempt, not for each receive", "TIME", brief * 4, 2, null, null,
            async (request, stop) =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await request.SendAsync("0 junk");
                    await Task.Delay(2, stop);
                }
            }, hint: "One token with CancelAfter(patience) for all receives of an attempt. If each receive gets a new one, junk " +
            "prolongs your wait.");
        await StepAsync("nobody listens on the port: the same as silence", "TIME", brief, 3, null, null, null,
            hint: "Where nobody listens, a send or receive may throw a SocketException. Catch it around that call, and go on receiving " +
            "until the patience of this attempt is over.");
        await session.StepAsync("stop is cancelled while you wait: an OperationCanceledException", async token =>
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
            await using var server = new AskedServer("TIME", (_, _) => stop.CancelAsync());
            var got = await RunAskAsync(server, ask, TimeSpan.FromSeconds(20), 2, stop.Token);
            if (got.Error is not OperationCanceledException) throw new CheckFailure("an OperationCanceledException", got.Said);
        }, hint: "Your own limit and `stop` end a receive with the same exception. Catch it only when " +
            "(!stop.IsCancellationRequested).");

        Task StepAsync(
            string name, string question, TimeSpan patience, int attempts, int? requests, string? expected,
            Func<AskedServer.Request, CancellationToken, Task>? respond, string? hint = null)
        {
            AskedServer? server = null;
            return session.StepAsync(name, async token =>
            {
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(token);
                await using (server = new AskedServer(question, respond))
                {
                    var got = await RunAskAsync(server, ask, patience, attempts, stop.Token);
                    // What has not returned yet must not go on asking behind the next step.
                    await stop.CancelAsync();
                    if (got.Error is not null || got.Text != expected)
                    {
                        var failure = new CheckFailure(expected is null ? "null" : Shorten(expected), got.Said);
                        throw got.Text?.EndsWith(TenTimes, StringComparison.Ordinal) == true
                            ? failure.WithHint("10 begins with 1, too. Compare with the number AND the blank after it: $\"{number} \".")
                            : failure;
                    }

                    if (requests is { } count && server.Requests != count)
                    {
                        throw new CheckFailure(Say.Count(count, "question"), Say.Count(server.Requests, "question"),
                            $"You had {Say.Duration(patience)} for each of {Say.Count(attempts, "attempt")}.");
                    }

                    // Only a lower limit, and less than the sum: timers may be early by a tick of the clock, and load only makes it later.
                    var least = patience * attempts * 0.8;
                    if (expected is null && got.Took < least)
                    {
                        throw new CheckFailure(
                            $"null after {Say.Count(attempts, "attempt")} of {Say.Duration(patience)} each",
                            $"null after {Say.Duration(got.Took)}",
                            "Every attempt lasts as long as your patience, the last one, too, and one that ends with an error.");
                    }
                }
            }, () => server?.Story ?? "", hint: hint);
        }
    }

    private static async Task<(string? Text, Exception? Error, string Said, TimeSpan Took)> RunAskAsync(
        AskedServer server, Func<IPEndPoint, string, TimeSpan, int, CancellationToken, Task<string?>> ask, TimeSpan patience, int attempts,
        CancellationToken stop)
    {
        var limit = TimeSpan.FromSeconds(5);
        var watch = Stopwatch.StartNew();
        // On a thread of its own: code that blocks must not block the check.
        var asking = Task.Run(() => ask(server.EndPoint, server.Question, patience, attempts, stop), CancellationToken.None);
        var first = await Task.WhenAny(asking, server.Broken, Task.Delay(limit, CancellationToken.None));
        if (server.Broken.IsFaulted) await server.Broken;
        if (first != asking)
        {
            var message = $"your function has not returned after {Say.Duration(limit)}";
            return (null, new TimeoutException(message), message, watch.Elapsed);
        }

        try
        {
            var text = await asking;
            return (text, null, text is null ? "null" : Shorten(text), watch.Elapsed);
        }
        catch (Exception e) when (e is not NotImplementedException)
        {
            return (null, e, $"{e.GetType().Name}: {e.Message}", watch.Elapsed);
        }
    }

    private static string Shorten(string text) => ByteText.Quote(Encoding.UTF8.GetBytes(text), 40);
}
