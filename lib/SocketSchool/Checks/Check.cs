namespace SocketSchool;

/// <summary>
/// The exercises' judges. Each drives your code from outside as a real, sometimes nasty, client and returns a report: what was sent,
/// what was expected, what came, and one hint. A stub that was not touched gives a friendly "not yet".
/// </summary>
public static partial class Check
{
    /// <summary>Checks an echo server (RFC 862): every byte back, for many clients, however the network cuts them up.</summary>
    /// <param name="handler">Your code for one client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Echo(
        Func<Connection, CancellationToken, Task> handler, CancellationToken cancellationToken = default) =>
        CheckSession.RunTcpAsync("echo", handler, s_echoHints, EchoSteps, cancellationToken);

    /// <summary>Checks an echo server that is already running.</summary>
    /// <param name="server">Your server.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Echo(TcpServer server, CancellationToken cancellationToken = default) =>
        CheckSession.RunTcpAsync("echo", server, s_echoHints, EchoSteps, cancellationToken);

    private static readonly string[] s_echoHints =
    [
        "Receive tells you how many bytes came. How many of the buffer's bytes do you send back?",
        "One receive is one piece, not one message. What happens after you have answered the first piece?",
        "The loop; send exactly the bytes that came:\n" +
            "while ((count = await client.ReceiveAsync(buffer, stop)) > 0)\n" +
            "    await client.SendAsync(buffer.AsMemory(0, count), stop);",
    ];

    private static async Task EchoSteps(TcpCheck check)
    {
        await check.StepAsync("one short message", async probe =>
        {
            await probe.SendAsync("hello");
            await probe.ExpectAsync("hello");
        });
        await check.StepAsync("a second message on the same connection", async probe =>
        {
            await probe.SendAsync("one");
            await probe.ExpectAsync("one");
            await probe.SendAsync("two, longer");
            await probe.ExpectAsync("two, longer");
            await probe.SendAsync("3");
            await probe.ExpectAsync("3");
        });
        await check.StepAsync("bytes that are not text", async probe =>
        {
            byte[] bytes = [0, 255, 192, 128, 10, 13, 0];
            await probe.SendAsync(bytes);
            await probe.ExpectAsync(bytes);
        });
        await check.StepAsync("a character cut in two", async probe =>
        {
            await probe.SendAsync([0xC3], [0xA9]);
            await probe.ExpectAsync("é");
        });
        await check.StepAsync("100,000 bytes", async probe =>
        {
            var bytes = new byte[100_000];
            for (var i = 0; i < bytes.Length; i++) bytes[i] = (byte)(i * 7);
            await Task.WhenAll(probe.SendAsync(bytes), probe.ExpectAsync(bytes));
        });
        await check.StepAsync("the answer after the client has half-closed", async probe =>
        {
            await probe.SendAsync("last words");
            probe.ShutdownSend();
            await probe.ExpectAsync("last words");
            await probe.ExpectEndAsync();
        });
        await check.ManyAsync("20 clients at once, the last first", 20, async (i, probe) =>
        {
            await probe.SendAsync($"client {i}");
            await probe.ExpectAsync($"client {i}");
        });
    }
}
