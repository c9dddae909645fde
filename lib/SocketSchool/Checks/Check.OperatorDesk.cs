namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_operatorDeskHints =
    [
        "The operator is one person, and all clients share them. What has to be free before you ask, and when is it free again?",
        "A SemaphoreSlim(1) above the method is a desk with one place. Take it only for the question itself, when a whole line has come, and give " +
            "it back in a finally.",
        "In the loop; then send the answer, or the line where it is empty:\n" +
            "await desk.WaitAsync(stop);\n" +
            "string answer;\n" +
            "try { answer = await ask(line); }\n" +
            "finally { desk.Release(); }",
    ];

    private static object? s_lastDesk;

    /// <summary>
    /// Checks lesson 07's echo with an operator: each line of a client is put to the operator, one at a time, and the operator's words go
    /// back; an empty answer sends the client its own line.
    /// </summary>
    /// <param name="handler">Your code for one client; its second parameter asks the operator.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> OperatorDesk(
        Func<Connection, Func<string, Task<string>>, CancellationToken, Task> handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var desk = new CheckedOperator();
        // The same code as last time, not even run again: what it has in variables is what the last check left there.
        var note = handler.Equals(Interlocked.Exchange(ref s_lastDesk, handler)) ? KeptNote : "";
        return CheckSession.RunTcpAsync(
            "operator-desk", (client, stop) => handler(client, desk.AskAsync, stop), s_operatorDeskHints,
            check => OperatorDeskSteps(new NotingCheck(check, note), desk), cancellationToken);
    }

    private static async Task OperatorDeskSteps(NotingCheck check, CheckedOperator desk)
    {
        await check.StepAsync("the operator answers", async probe =>
        {
            await probe.SendAsync("Is it "u8.ToArray(), "raining?\n"u8.ToArray());
            await desk.AnswerAsync("Is it raining?", "Not yet.");
            await probe.ExpectAsync("Not yet.\n");
        }, "Read a line, await ask(line), and send what it gives as a line.");
        await check.StepAsync("an empty answer sends the client its own line", async probe =>
        {
            await probe.SendAsync("anybody there?\n");
            await desk.AnswerAsync("anybody there?", "");
            await probe.ExpectAsync("anybody there?\n");
        }, "When ask gives an empty text, the answer is the client's own line: then your server is an echo.");
        await check.StepAsync("one client asks three times", async probe =>
        {
            for (var i = 1; i <= 3; i++)
            {
                await probe.SendAsync($"question {i}\n");
                await desk.AnswerAsync($"question {i}", $"answer {i}");
                await probe.ExpectAsync($"answer {i}\n");
            }

            probe.ShutdownSend();
            await probe.ExpectEndAsync();
        }, "A client may ask again and again, until ReadLineAsync gives null: your code needs a loop.");
        await check.ConnectedAsync("a client that keeps silent, or is in the middle of a line, does not keep the operator", 2, async (probes, next) =>
        {
            await probes[0].SendAsync("I am still ty"u8.ToArray());
            await using var quick = await next();
            await quick.SendAsync("me first\n");
            await desk.AnswerAsync("me first", "go ahead");
            await quick.ExpectAsync("go ahead\n");
            await probes[0].SendAsync("ping\n");
            await desk.AnswerAsync("I am still typing", "I see");
            await probes[0].ExpectAsync("I see\n");
        }, "The place at the desk is for a question, not for a conversation: take it when you have a whole line, not before you read.");
        await check.ConnectedAsync("two ask at once: the operator gets one question at a time", 2, async (probes, _) =>
        {
            var before = check.Server.BytesReceived;
            for (var i = 0; i < 2; i++) await probes[i].SendAsync($"client {i}\n");
            await WaitUntilAsync(() => check.Server.BytesReceived >= before + 18);
            for (var turn = 0; turn < 2; turn++)
            {
                // Whichever comes first, the answer must go back to the one who asked.
                var question = await desk.NextAsync();
                await desk.StaysAloneAsync();
                desk.Answer($"answer to {question}");
                var asker = probes[question.EndsWith('0') ? 0 : 1];
                await asker.ExpectAsync($"answer to {question}\n");
            }
        }, "Two runs of your method called ask at the same time. One person cannot read two questions at once: wait until the first is answered.");
        await check.ConnectedAsync("a client leaves while the operator thinks about its question", 2, async (probes, _) =>
        {
            await probes[0].SendAsync("I have no time\n");
            await desk.NextAsync();
            var gone = probes[0].LocalEndPoint;
            probes[0].Abort();
            desk.Answer("too late");
            await WaitUntilAsync(() => !check.Server.Connections.Any(connection => connection.Client.Equals(gone)));
            await probes[1].SendAsync("next, please\n");
            await desk.AnswerAsync("next, please", "yes?");
            await probes[1].ExpectAsync("yes?\n");
        }, "Sending to somebody who has left throws. What gives the desk free again must run all the same.");
        await check.ConnectedAsync("the operator's keyboard fails once", 2, async (probes, _) =>
        {
            await probes[0].SendAsync("boom\n");
            await desk.NextAsync();
            desk.Fail();
            await probes[0].ExpectEndAsync();
            await probes[1].SendAsync("next, please\n");
            await desk.AnswerAsync("next, please", "yes?");
            await probes[1].ExpectAsync("yes?\n");
        }, "ask can throw. That ends this conversation; but whoever comes next needs the desk: give it back in a finally.");
    }

    /// <summary>The operator: one question is open at a time, or the check fails.</summary>
    private sealed class CheckedOperator
    {
        private readonly Lock _gate = new();
        private readonly Queue<(string Question, TaskCompletionSource<string> Answer)> _open = [];

        public Task<string> AskAsync(string question)
        {
            var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_gate) _open.Enqueue((question, answer));
            return answer.Task;
        }

        /// <summary>The question that is put to the operator now.</summary>
        public async Task<string> NextAsync()
        {
            await WaitUntilAsync(() => Count > 0);
            lock (_gate)
            {
                if (_open.Count > 0) return _open.Peek().Question;
            }

            throw new CheckFailure("ask is called with the client's line", "it is not called");
        }

        /// <summary>Gives code that asks too early a moment to do so.</summary>
        public async Task StaysAloneAsync()
        {
            for (var i = 0; i < 150 && Count == 1; i++) await Task.Delay(1);
            lock (_gate)
            {
                if (_open.Count < 2) return;
                throw new CheckFailure(
                    "one question at a time", $"{_open.Count} are open: {string.Join(", ", _open.Select(open => $"\"{Preview.Line(open.Question)}\""))}");
            }
        }

        public async Task AnswerAsync(string question, string answer)
        {
            var asked = await NextAsync();
            if (asked != question) throw new CheckFailure($"ask(\"{question}\")", $"ask(\"{Preview.Line(asked)}\")");
            Answer(answer);
        }

        public void Answer(string answer) => Take().SetResult(answer);

        public void Fail() => Take().SetException(new InvalidOperationException("The keyboard failed, as the check wanted."));

        private int Count
        {
            get
            {
                lock (_gate) return _open.Count;
            }
        }

        private TaskCompletionSource<string> Take()
        {
            lock (_gate) return _open.Dequeue().Answer;
        }
    }
}
