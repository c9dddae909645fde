namespace SocketSchool;

public static partial class Check
{
    /// <summary>Checks a server that returns each line with its number before it, counted for each client from 1.</summary>
    /// <param name="handler">Your code for one client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> NumberedEcho(
        Func<Connection, CancellationToken, Task> handler, CancellationToken cancellationToken = default) =>
        CheckSession.RunTcpAsync("numbered-echo", handler, s_numberedEchoHints, NumberedEchoSteps, cancellationToken);

    private static readonly string[] s_numberedEchoHints =
    [
        "What decides where a line ends: the client's send, your receive, or a byte in the stream? And which of your variables holds " +
            "half a letter, or half a line, between two receives?",
        "client.ReadLineAsync(stop) gives one whole line, however it was cut, and null at the end of the stream. The counter belongs to " +
            "one client, so it is declared inside your method.",
        "All of it:\n" +
            "var number = 0;\n" +
            "while (await client.ReadLineAsync(stop) is { } line)\n" +
            "    await client.SendLineAsync($\"{++number}: {line}\", stop);",
    ];

    private static async Task NumberedEchoSteps(TcpCheck check)
    {
        await check.StepAsync("one line", async probe =>
        {
            await probe.SendAsync("hello\n");
            await probe.ExpectAsync("1: hello\n");
        }, hint: "An answer is the number, a colon, a blank, the line and a line feed, and the first number is 1.");
        await check.StepAsync("a new client starts at 1 again", async probe =>
        {
            await probe.SendAsync("me too\n");
            await probe.ExpectAsync("1: me too\n");
        }, hint: "Your method runs once for each client. A counter that lives outside it belongs to all of them: declare it " +
            "inside.");
        await check.StepAsync("three lines on one connection", async probe =>
        {
            await probe.SendAsync("red\n");
            await probe.ExpectAsync("1: red\n");
            await probe.SendAsync("green\n");
            await probe.ExpectAsync("2: green\n");
            await probe.SendAsync("blue\n");
            await probe.ExpectAsync("3: blue\n");
        }, hint: "One client sends many lines: your method needs a loop, and the counter stays outside the loop.");
        await check.StepAsync("two lines in one write", async probe =>
        {
            await probe.SendAsync("red\ngreen\n");
            await probe.ExpectAsync("1: red\n2: green\n");
        });
        await check.StepAsync("one line in three writes", async probe =>
        {
            await probe.SendAsync("one "u8.ToArray(), "two "u8.ToArray(), "three\n"u8.ToArray());
            await probe.ExpectAsync("1: one two three\n");
        });
        await check.StepAsync("a line and a half, then the other half", async probe =>
        {
            await probe.SendAsync("red\ngr"u8.ToArray(), "een\n"u8.ToArray());
            await probe.ExpectAsync("1: red\n2: green\n");
        });
        await check.StepAsync("line 3, with a character over two reads", async probe =>
        {
            await probe.SendAsync("a\nb\n");
            await probe.ExpectAsync("1: a\n2: b\n");
            await probe.SendAsync([0xC3], [0xA9, (byte)'\n']);
            await probe.ExpectAsync("3: é\n");
        }, hint: "Half a letter is not text yet. Collect bytes, and decode them when the whole line is there.");
        await check.StepAsync("an empty line", async probe =>
        {
            await probe.SendAsync("\nsecond\n");
            await probe.ExpectAsync("1: \n2: second\n");
        }, hint: "An empty line is a line like any other. Only null (or a receive of 0) means that the stream has ended.");
        await check.StepAsync("a line that ends with CR LF", async probe =>
        {
            await probe.SendAsync("hello\r\n");
            await probe.ExpectAsync("1: hello\n");
        }, hint: "Before the line feed there may be a \\r: it is a part of the line end, not of the line.");
        await check.StepAsync("a last line without a line end, then a half-close", async probe =>
        {
            await probe.SendAsync("first\nlast");
            probe.ShutdownSend();
            await probe.ExpectAsync("1: first\n2: last\n");
            await ExpectGoodEndAsync(check, probe);
        }, hint: "The stream has ended: is something left that has no line end? It counts as a line. After it there is nothing " +
            "more to read: null is not a line.");
        await check.ManyAsync("20 clients at once, the last first", 20, async (i, probe) =>
        {
            await probe.SendAsync($"client {i}\n");
            await probe.ExpectAsync($"1: client {i}\n");
        }, hint: "Some clients keep silent while another one speaks. Does your code hold something that all of them need?");
    }
}
