using System.Net;
using System.Text;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_keptConnectionHints =
    [
        "What has to stand before the loop, and what in it?",
        "Connect once, before the loop. In the loop send a question with its line end, and read one line. A null is the end: throw.",
        "One connection for all questions:\n" +
            "await using var connection = await Connection.ConnectAsync(server);\n" +
            "foreach (var question in questions)\n" +
            "{\n" +
            "    await connection.SendLineAsync(question);\n" +
            "    answers.Add(await connection.ReadLineAsync() ?? throw new EndOfStreamException());\n" +
            "}",
    ];

    /// <summary>
    /// Checks lesson 11's reuse of a connection: many questions, a line each, over one connection, which is closed at the end. The server
    /// answers each line with the same in capital letters.
    /// </summary>
    /// <param name="askAll">Your function: the server, the questions; the answers come back in the same order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> KeptConnection(
        Func<IPEndPoint, string[], Task<string[]>> askAll, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(askAll);
        return CheckSession.RunAsync("kept-connection", s_keptConnectionHints, session => KeptConnectionSteps(session, askAll), cancellationToken);
    }

    private static async Task KeptConnectionSteps(CheckSession session, Func<IPEndPoint, string[], Task<string[]>> askAll)
    {
        await Step("one question", ["hello"]);
        await Step("three questions", ["one", "two", "three"], hint: "Connect before the loop, not in it.");
        await Step("an answer in two pieces, cut in the middle of a letter", ["crème", "brûlée"], cut: true,
            hint: "One receive gives what is there. Read until the line end: ReadLineAsync does.");
        await Step("100 questions", [.. Enumerable.Range(1, 100).Select(i => $"question {i}")]);
        await Step("no questions: no answers", []);
        await session.StepAsync("the server closes after two of three answers: an exception", async stop =>
        {
            await using var desk = new CapitalsDesk(most: 2);
            string[] got;
            try
            {
                got = await AskKeptAsync(askAll, desk, ["one", "two", "three"], stop);
            }
            catch (Exception e) when (e is not (CheckFailure or NotImplementedException or OperationCanceledException))
            {
                return;
            }

            throw new CheckFailure("an exception", KeptAnswers(got), "The third question was never answered.");
        }, hint: "ReadLineAsync gives null when the stream has ended: ?? throw new EndOfStreamException().");

        Task Step(string name, string[] questions, bool cut = false, string? hint = null) => session.StepAsync(name, async stop =>
        {
            await using var desk = new CapitalsDesk(cut: cut);
            var got = await AskKeptAsync(askAll, desk, [.. questions], stop);
            string[] wanted = [.. questions.Select(one => one.ToUpperInvariant())];
            if (!(got ?? []).SequenceEqual(wanted)) throw new CheckFailure(KeptAnswers(wanted), KeptAnswers(got));
            if (desk.Questions != questions.Length)
            {
                throw new CheckFailure($"{Say.Count(questions.Length, "line")} at the server, one for each question", Say.Count(desk.Questions, "line"),
                    "The answers are right, but they did not come from the server.", "Send every question, and return what the server says.");
            }

            if (desk.Connections > 1)
            {
                throw new CheckFailure($"1 connection for {Say.Count(questions.Length, "question")}", Say.Count(desk.Connections, "connection"),
                    "The answers are right. Each connection has its own handshake, and leaves a TIME_WAIT behind.");
            }

            if (await desk.AllEndedAsync(TimeSpan.FromSeconds(1), stop)) return;
            throw new CheckFailure("the end of the stream at the server (your function closes its connection)", "the connection is still open",
                "The answers are right. Your function returned and left its connection behind.",
                "Write `await using var connection = ...` (or `using` for a socket): it is closed however your function ends.");
        }, () => KeptAnswers(questions), hint: hint);
    }

    private static async Task<string[]> AskKeptAsync(
        Func<IPEndPoint, string[], Task<string[]>> askAll, CapitalsDesk desk, string[] questions, CancellationToken stop)
    {
        var patience = TimeSpan.FromSeconds(3);
        var asking = Task.Run(() => askAll(desk.EndPoint, questions), stop);
        try
        {
            return await asking.WaitAsync(patience, stop);
        }
        catch (TimeoutException) when (!asking.IsCompleted)
        {
            throw new CheckFailure($"{Say.Count(questions.Length, "answer")}", $"nothing after {Say.Duration(patience)}",
                $"The server has {Say.Count(desk.Connections, "connection")} and has read {Say.Count(desk.Questions, "question")}.",
                desk.Questions < questions.Length && desk.Questions == 0 ? "A question ends with a line end. Without it the server waits for the rest." : null);
        }
    }

    private static string KeptAnswers(string[]? lines) => lines is null ? "null"
        : lines.Length == 0 ? "nothing"
        : string.Join(", ", lines.Take(4).Select(line => line is null ? "null" : ByteText.Quote(Encoding.UTF8.GetBytes(line)))) + (lines.Length > 4 ? $", ... ({lines.Length:N0} in all)" : "");
}
