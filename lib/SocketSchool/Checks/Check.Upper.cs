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
        "Inside the loop, before the answer: if (line == \"q\") return; and for the answer line.ToUpperInvariant().",
    ];

    private static async Task UpperSteps(TcpCheck check)
    {
        await check.StepAsync("one line", async probe =>
        {
            await probe.SendAsync("hello\n");
            await probe.ExpectAsync("HELLO\n");
        });
        await check.StepAsync("three lines, two of them in one write", async probe =>
        {
            await probe.SendAsync("red\n");
            await probe.ExpectAsync("RED\n");
            await probe.SendAsync("green\nblue\n");
            await probe.ExpectAsync("GREEN\nBLUE\n");
        });
        await check.StepAsync("a line of accents, one byte at a time", async probe =>
        {
            await probe.SendByteByByteAsync("naïve café\n");
            await probe.ExpectAsync("NAÏVE CAFÉ\n");
        });
        await check.StepAsync("words that only begin with q", async probe =>
        {
            await probe.SendAsync("quit\nqueue\n");
            await probe.ExpectAsync("QUIT\nQUEUE\n");
        });
        await check.StepAsync("q ends the conversation", async probe =>
        {
            await probe.SendAsync("bye\n");
            await probe.ExpectAsync("BYE\n");
            await probe.SendAsync("q\n");
            await probe.ExpectEndAsync();
        });
        await check.StepAsync("what comes after q gets no answer", async probe =>
        {
            await probe.SendAsync("one\nq\ntwo\n");
            await probe.ExpectAsync("ONE\n");
            await probe.ExpectEndAsync();
        });
        await check.StepAsync("a half-close instead of q", async probe =>
        {
            await probe.SendAsync("last words\n");
            probe.ShutdownSend();
            await probe.ExpectAsync("LAST WORDS\n");
            await probe.ExpectEndAsync();
        });
        await check.ManyAsync("20 clients at once, the last first", 20, async (i, probe) =>
        {
            await probe.SendAsync($"client {i}\n");
            await probe.ExpectAsync($"CLIENT {i}\n");
        });
    }
}
