namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_helloHints =
    [
        "Nobody asks your server for the greeting. Who has to speak first?",
        "A line is text with a line end after it, and there is one method of Connection that sends exactly that.",
        "One line is the whole answer; then let the method end:\n" +
            "await client.SendLineAsync(\"hello, whoever you are\", stop);",
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
        await check.StepAsync("one line, then the end", ExpectAllAsync);
        await check.StepAsync(
            "the third client is as welcome as the first", ExpectAllAsync,
            "What differs from the clients before? Your method runs once for each client; what does it keep from one to the next?");
        await check.ManyAsync(
            "20 clients at once", 20, (_, probe) => ExpectAllAsync(probe),
            "One client was fine, 20 at the same time are not. What do the runs of your method share?");
    }

    private static async Task ExpectAllAsync(Probe probe)
    {
        await ExpectGreetingAsync(probe);
        try
        {
            await probe.ExpectEndAsync();
        }
        catch (CheckFailure failure)
        {
            throw failure.WithHint(failure.Got.StartsWith("nothing", StringComparison.Ordinal)
                ? "The connection is closed when your method returns. What does it still wait for, after the greeting?"
                : "One line is all that was asked for. What does your code send after it?");
        }
    }

    private static async Task ExpectGreetingAsync(Probe probe)
    {
        const string expected = "a line with the word hello in it";
        try
        {
            await probe.ExpectLineAsync(line => line.Contains("hello", StringComparison.OrdinalIgnoreCase), expected);
        }
        catch (CheckFailure failure) when (failure.Got.Contains("no line end", StringComparison.Ordinal)
            && !failure.Got.StartsWith("nothing", StringComparison.Ordinal))
        {
            throw failure.WithHint(
                "The text has come, its end has not: a line ends with \\n. One method of Connection adds it for you. Which of the two did you call?");
        }
        catch (CheckFailure failure) when (failure.Got.StartsWith('"'))
        {
            throw failure.WithHint("A line has come, as it should. Compare \"expected\" and \"got\": which word is missing in yours?");
        }
        catch (CheckFailure failure) when (failure.Got.StartsWith("the end", StringComparison.Ordinal))
        {
            throw failure.WithHint("Your method returned before anything was sent. Is there an await before client.SendLineAsync(...)?");
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
                expected, "nothing, until the check had sent a line of its own", "A greeting comes first, before the client has said anything.",
                "Your code waits for a line of the client first. This client says nothing: it waits for your greeting.");
        }
    }
}
