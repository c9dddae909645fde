namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_sayItBackHints =
    [
        "One line in, the same line out. How many lines may a client send, and how does your code learn that it has sent its last one?",
        "ReadLineAsync gives null when the client has left, and only then. A while loop can ask for a line and look for null in one step.",
        "All of it:\n" +
            "while (await client.ReadLineAsync(stop) is { } line)\n" +
            "    await client.SendLineAsync(line, stop);",
    ];

    /// <summary>Checks lesson 00's server that says each line back to the client that sent it, until the client has left.</summary>
    /// <param name="handler">Your code for one client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> SayItBack(
        Func<Connection, CancellationToken, Task> handler, CancellationToken cancellationToken = default) =>
        CheckSession.RunTcpAsync("say-it-back", handler, s_sayItBackHints, SayItBackSteps, cancellationToken);

    private static async Task SayItBackSteps(TcpCheck check)
    {
        await check.StepAsync("one line", async probe =>
        {
            await probe.SendAsync("hello\n");
            await ExpectBackAsync(probe, "hello");
        }, "Read one line with await client.ReadLineAsync(stop), and send that text with client.SendLineAsync.");
        await check.StepAsync("three lines, one after the other", async probe =>
        {
            string[] lines = ["red", "green", "blue"];
            foreach (var line in lines)
            {
                await probe.SendAsync(line + "\n");
                await ExpectBackAsync(probe, line);
            }
        }, "The first line came back, the next one did not. A client may send many: your code needs a loop.");
        await check.StepAsync("an empty line among others", async probe =>
        {
            await probe.SendAsync("before\n");
            await ExpectBackAsync(probe, "before");
            await probe.SendAsync("\n");
            await ExpectBackAsync(probe, "");
            await probe.SendAsync("after\n");
            await ExpectBackAsync(probe, "after");
        }, "An empty line is a line like any other: ReadLineAsync gives \"\" for it. Only null means that the client has left.");
        await check.StepAsync("a line with blanks around it", async probe =>
        {
            await probe.SendAsync("  two blanks  \n");
            await ExpectBackAsync(probe, "  two blanks  ");
        }, "Send the line exactly as it came: no Trim, no change of letters.");
        await check.StepAsync("the client leaves", async probe =>
        {
            await probe.SendAsync("goodbye\n");
            await ExpectBackAsync(probe, "goodbye");
            probe.ShutdownSend();
            await ExpectGoodEndAsync(check, probe);
        }, "When the client has left, ReadLineAsync gives null. That is no line: send nothing, and let the method end.");
        await check.ManyAsync("20 clients at once, each gets its own line", 20, async (i, probe) =>
        {
            await probe.SendAsync($"I am number {i}\n");
            await ExpectBackAsync(probe, $"I am number {i}");
        }, OneForAllHint);
    }

    private static async Task ExpectBackAsync(Probe probe, string line)
    {
        try
        {
            await probe.ExpectAsync(line + "\n");
        }
        catch (CheckFailure failure) when (failure.Got == ByteText.Quote(System.Text.Encoding.UTF8.GetBytes(line)))
        {
            throw failure.WithHint("The text has come, its line end has not. SendLineAsync adds it, SendTextAsync does not.");
        }
    }
}
