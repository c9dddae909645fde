using System.Net;
using System.Text;

namespace SocketSchool;

public static partial class Check
{
    private const string RefusedWord = "a SocketException with the code ConnectionRefused";

    private static readonly string[] s_askHints =
    [
        "Four things, in this order: send the question and its line end; receive; decode; return. Which of them does your code do too early, " +
            "too late, or once instead of in a loop?",
        "Collect bytes, not text, in a loop. Two things end it: a line feed among the bytes, or a receive that returns 0.",
        "With `using var socket = ...`, connected, and the question sent:\n" +
            "var answer = new List<byte>();\n" +
            "while (!answer.Contains((byte)'\\n'))\n" +
            "{\n" +
            "    int count = await socket.ReceiveAsync(buffer);\n" +
            "    if (count == 0) break;\n" +
            "    answer.AddRange(buffer.Take(count));\n" +
            "}\n" +
            "// then decode once: the bytes before the line feed, or all of them when there is none",
    ];

    /// <summary>
    /// Checks a client: it connects, sends one line, returns the one line that comes back (up to the line feed or the end of the
    /// stream) and closes. The server it meets answers in pieces, slowly, and sometimes closes early.
    /// </summary>
    /// <param name="client">Your code: where the server is, what to ask; the answer without its line end.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Ask(
        Func<IPEndPoint, string, Task<string>> client, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return CheckSession.RunAsync("ask", s_askHints, session => AskSteps(session, client), cancellationToken);
    }

    private static async Task AskSteps(CheckSession session, Func<IPEndPoint, string, Task<string>> client)
    {
        var moment = TimeSpan.FromMilliseconds(40);
        await Step("a question and its answer", "ping", "pong", Pieces("pong\n"));
        await Step("letters that need two bytes", "où est le café ?", "à côté", Pieces("à côté\n"),
            "One letter is not always one byte. Which encoding was asked for, when you send and when you decode?");
        await Step("the answer in five pieces", "count", "one two three four five", Pieces("one ", "two ", "three ", "four ", "five\n"),
            "Your function returned after a part of the line. A receive gives what has come so far: when is the line complete?");
        await Step("the answer byte by byte", "menu", "crème brûlée", async (server, stop) =>
        {
            foreach (var one in Encoding.UTF8.GetBytes("crème brûlée\n"))
            {
                await server.SendAsync(new[] { one }, stop);
                await Task.Delay(moment / 4, stop);
            }
        }, "Here a letter of two bytes comes in two receives, and half a letter cannot be decoded. When do you turn bytes into text?");
        var book = string.Concat(Enumerable.Range(1, 4000).Select(i => $"{i} sheep, "));
        await Step("an answer of more than 50,000 bytes", "more", book, Pieces(book + "\n"),
            "This answer is larger than any single receive. Where do the bytes of the earlier receives stay?");
        await Step("two lines at once, and only the first is the answer", "first", "this one", Pieces("this one\nnot this one\n"),
            "The bytes after the first line feed belong to another line, and a receive does not stop there for you. Where do you cut?");
        await Step("the server closes without a line end", "bye", "good bye", async (server, stop) =>
        {
            await server.SendTextAsync("good ", stop);
            await Task.Delay(moment, stop);
            await server.SendTextAsync("bye", stop);
            server.ShutdownSend();
        }, "No line feed comes any more. What does a receive return when the other side has closed, and what does your loop do then?");
        await Step("the server closes without an answer", "silence", "", (server, _) =>
        {
            server.ShutdownSend();
            return Task.CompletedTask;
        }, "The very first receive returns 0. Then nothing has come, and nothing is the answer: an empty text.");
        await session.StepAsync(
            "nobody listens: the error reaches the caller", stop => AskNobodyAsync(client, stop),
            expected: RefusedWord,
            hint: "Which catch in your function takes the SocketException? Leave it out: the caller has to learn of it.");

        Task Step(
            string name, string question, string answer, Func<Connection, CancellationToken, Task> play, string? hint = null) => session.StepAsync(
            name,
            stop => AskOnceAsync(client, question, answer, play, stop),
            () => $"the question {ByteText.Quote(Encoding.UTF8.GetBytes(question))} to your function",
            hint: hint,
            expected: ByteText.Quote(Encoding.UTF8.GetBytes(answer)));

        Func<Connection, CancellationToken, Task> Pieces(params string[] pieces) => async (server, stop) =>
        {
            foreach (var piece in pieces)
            {
                await server.SendTextAsync(piece, stop);
                // Long enough for a waiting client to take this piece before the next one joins it.
                if (pieces.Length > 1) await Task.Delay(moment, stop);
            }
        };
    }

    private static async Task AskOnceAsync(
        Func<IPEndPoint, string, Task<string>> client,
        string question,
        string answer,
        Func<Connection, CancellationToken, Task> play,
        CancellationToken stop)
    {
        var patience = TimeSpan.FromSeconds(2);
        var heard = new MemoryStream();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = TcpServer.Start(ServeAsync, name: "ask check", options: new ServerOptions
        {
            LogCapacity = 0,
            LingerTimeout = TimeSpan.FromMilliseconds(1),
            StopTimeout = TimeSpan.FromMilliseconds(500),
        });

        string? got;
        try
        {
            got = await Task.Run(() => client(server.EndPoint, question), stop).WaitAsync(patience, stop);
        }
        catch (TimeoutException)
        {
            var said = Heard();
            throw said.EndsWith('\n')
                ? new CheckFailure(Quote(answer), $"nothing: your function had not returned after {Say.Duration(patience)}",
                    "The server has sent all of its answer. (If your loop is still spinning, restart the kernel.)",
                    "The server waits for you to close, and your function still waits for the server. Which byte says that the line is complete?")
                : new CheckFailure(Quote(question + "\n") + " at the server", said == "" ? "nothing" : Quote(said) + " and no line end",
                    "Your client then waits for the server, and the server waits for the rest of the line.",
                    said == "" ? null : "The question is to be a line, and your client did not send the line's end. What has to follow the text?");
        }

        if (Heard() != question + "\n")
        {
            throw new CheckFailure(Quote(question + "\n") + " at the server", Heard() == "" ? "nothing" : Quote(Heard()), hint: Heard() == question
                ? "The question is to be a line, and your client did not send the line's end. What has to follow the text?"
                : null);
        }

        if (got != answer)
        {
            throw new CheckFailure(Quote(answer), got is null ? "null" : Quote(got), hint: got?.TrimEnd('\r', '\n') == answer
                ? "The right line, and its line end is still on it. Return what stands before the \\n."
                : null);
        }

        try
        {
            await closed.Task.WaitAsync(TimeSpan.FromSeconds(1), stop);
        }
        catch (TimeoutException)
        {
            throw new CheckFailure(
                "a receive of 0 at the server (your client closes its socket)",
                "nothing: the connection is still open", "The answer was right. Your function returned and left its socket behind.",
                "A socket stays open until somebody closes it. Which two words before `socket = new Socket(...)` close it at the end of the method?");
        }

        async Task ServeAsync(Connection connection, CancellationToken serverStop)
        {
            var buffer = new byte[4096];
            try
            {
                while (!Heard().EndsWith('\n'))
                {
                    var count = await connection.ReceiveAsync(buffer, serverStop);
                    if (count == 0) break;
                    lock (heard) heard.Write(buffer, 0, count);
                }

                await play(connection, serverStop);
                while (await connection.ReceiveAsync(buffer, serverStop) > 0)
                {
                    // What a client says after its question concerns nobody; only its end does.
                }

                closed.TrySetResult();
            }
            finally
            {
                // A reset frees a client that waits for ever.
                if (!closed.Task.IsCompleted) connection.Abort();
            }
        }

        string Heard()
        {
            lock (heard) return Encoding.UTF8.GetString(heard.ToArray());
        }

        static string Quote(string text) => ByteText.Quote(Encoding.UTF8.GetBytes(text));
    }

    private static async Task AskNobodyAsync(Func<IPEndPoint, string, Task<string>> client, CancellationToken stop)
    {
        using var held = RefusingSocket();
        try
        {
            var got = await Task.Run(() => client((IPEndPoint)held.LocalEndPoint!, "anybody?"), stop).WaitAsync(stop);
            throw new CheckFailure(
                RefusedWord, got is null ? "null" : ByteText.Quote(Encoding.UTF8.GetBytes(got)), "The caller cannot tell a failure from an answer.");
        }
        catch (System.Net.Sockets.SocketException)
        {
            // As it should be.
        }
    }
}
