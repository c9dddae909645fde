namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_helloHints =
    [
        "Nobody asks your server for the greeting. Who has to speak first?",
        "A line is text with a line end after it, and there is one method of Connection that sends exactly that.",
        "One line is the whole answer: await client.SendLineAsync(\"hello, whoever you are\", stop); then let the method end.",
    ];

    /// <summary>
    /// Checks a server that greets: each client gets one line with the word "hello" in it, unasked, and then the end of the stream.
    /// </summary>
    /// <param name="handler">Your code for one client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Hello(
        Func<Connection, CancellationToken, Task> handler, CancellationToken cancellationToken = default) =>
        CheckSession.RunTcpAsync("hello", handler, s_helloHints, HelloSteps, cancellationToken);

    private static async Task HelloSteps(TcpCheck check)
    {
        await check.StepAsync("a greeting, unasked", ExpectGreetingAsync);
        await check.StepAsync("one line, then the end", async probe =>
        {
            await ExpectGreetingAsync(probe);
            await probe.ExpectEndAsync();
        });
        await check.StepAsync("the third client is as welcome as the first", async probe =>
        {
            await ExpectGreetingAsync(probe);
            await probe.ExpectEndAsync();
        });
        await check.ManyAsync("20 clients at once", 20, async (_, probe) =>
        {
            await ExpectGreetingAsync(probe);
            await probe.ExpectEndAsync();
        });
    }

    private static async Task ExpectGreetingAsync(Probe probe)
    {
        const string expected = "a line with the word hello in it";
        try
        {
            await probe.ExpectLineAsync(line => line.Contains("hello", StringComparison.OrdinalIgnoreCase), expected);
        }
        catch (CheckFailure silence) when (silence.Note.StartsWith("Nothing more came", StringComparison.Ordinal)
            && silence.Got.StartsWith("nothing", StringComparison.Ordinal))
        {
            // Silence has two causes that look the same from here; a line from this side tells them apart.
            await probe.SendAsync("anybody there?\n");
            try
            {
                await probe.ExpectLineAsync(_ => true, expected);
            }
            catch (CheckFailure)
            {
                throw silence;
            }

            throw new CheckFailure(
                expected, "nothing, until the check had sent a line of its own", "A greeting comes first, before the client has said anything.");
        }
    }
}
