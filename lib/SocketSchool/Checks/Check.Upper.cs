namespace SocketSchool;

public static partial class Check
{
    /// <summary>Checks a server that returns each line in upper case until the line <c>q</c> ends the conversation.</summary>
    /// <param name="handler">Your code for one client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Upper(
        Func<Connection, CancellationToken, Task> handler, CancellationToken cancellationToken = default) =>
        CheckSession.RunTcpAsync("upper", handler, s_upperHints, UpperSteps, cancellationToken);

    private static readonly string[] s_upperHints =
    [
        "Start from the upper-case server of the lesson. What has to happen before a line is answered?",
        "Compare the whole line with \"q\", not its first letter. When your method returns, the connection is closed for you.",
        "Inside the loop:\n" +
            "if (line == \"q\") return;\n" +
            "await client.SendLineAsync(line.ToUpperInvariant(), stop);",
    ];

    private static async Task UpperSteps(TcpCheck check)
    {
        await check.StepAsync("one line", async probe =>
        {
            await probe.SendAsync("hello\n");
            await probe.ExpectAsync("HELLO\n");
        }, hint: "ToUpperInvariant gives a text in upper case, and SendLineAsync adds the line feed.");
        await check.StepAsync("three lines, two of them in one write", async probe =>
        {
            await probe.SendAsync("red\n");
            await probe.ExpectAsync("RED\n");
            await probe.SendAsync("green\nblue\n");
            await probe.ExpectAsync("GREEN\nBLUE\n");
        }, hint: "One client sends many lines, and two may come at once: a loop around ReadLineAsync takes one after the other.");
        await check.StepAsync("a line of accents, one byte at a time", async probe =>
        {
            await probe.SendByteByByteAsync("naïve café\n");
            await probe.ExpectAsync("NAÏVE CAFÉ\n");
        }, hint: "There are letters beyond a to z, and one of them may take two bytes: decode whole lines (ReadLineAsync does), " +
            "then ToUpperInvariant.");
        await check.StepAsync("words that only begin with q", async probe =>
        {
            await probe.SendAsync("quit\nqueue\n");
            await probe.ExpectAsync("QUIT\nQUEUE\n");
        }, hint: "Compare the whole line with \"q\", not its first letter.");
        await check.StepAsync("a capital Q is a line like any other", async probe =>
        {
            await probe.SendAsync("Q\nafter it\n");
            await probe.ExpectAsync("Q\nAFTER IT\n");
        }, hint: "Only a small q ends the conversation: compare the line as it came, before you change its letters.");
        await check.StepAsync("q ends the conversation", async probe =>
        {
            await probe.SendAsync("bye\n");
            await probe.ExpectAsync("BYE\n");
            await probe.SendAsync("q\n");
            await ExpectGoodEndAsync(check, probe);
        }, hint: "Look for q before you answer, and leave the method then: the connection is closed when your method returns.");
        await check.StepAsync("what comes after q gets no answer", async probe =>
        {
            await probe.SendAsync("one\nq\ntwo\n");
            await probe.ExpectAsync("ONE\n");
            await probe.ExpectEndAsync();
        }, hint: "After q leave the method at once, whatever may still come.");
        await check.StepAsync("a half-close instead of q", async probe =>
        {
            await probe.SendAsync("last words\n");
            probe.ShutdownSend();
            await probe.ExpectAsync("LAST WORDS\n");
            await ExpectGoodEndAsync(check, probe);
        }, hint: "ReadLineAsync gives null when the client sends no more, and null has no letters: look for it before anything " +
            "else.");
        await check.ManyAsync("20 clients at once, the last first", 20, async (i, probe) =>
        {
            await probe.SendAsync($"client {i}\n");
            await probe.ExpectAsync($"CLIENT {i}\n");
        }, hint: "Some clients keep silent while another one speaks. Does your code hold something that all of them need?");
    }

    /// <summary>The stream ends because the learner's code returned, and not because it threw.</summary>
    private static async Task ExpectGoodEndAsync(TcpCheck check, Probe probe)
    {
        await probe.ExpectEndAsync();
        // A fault is noted before the server ends the stream, so it is there by now.
        if (check.Server.Faults.Any(fault => probe.LocalEndPoint.Equals(fault.Client)))
        {
            throw new CheckFailure("the end of the stream, and no error in your code", "the end of the stream after an error in your code");
        }
    }
}
