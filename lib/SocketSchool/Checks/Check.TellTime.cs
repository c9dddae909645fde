using System.Globalization;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_tellTimeHints =
    [
        "To connect is the question. What does your code wait for before it answers?",
        "Ask the clock that you are given, inside your method: clock.GetLocalNow(). Its ToString takes a format and a culture.",
        "All of it; then let the method end:\n" +
            "var line = clock.GetLocalNow().ToString(\"ddd MMM d HH:mm:ss yyyy zzz\", CultureInfo.InvariantCulture);\n" +
            "await client.SendTextAsync(line + \"\\r\\n\", stop);",
    ];

    /// <summary>
    /// Checks lesson 04's TCP time server: whoever connects gets one line with the clock's local time and its offset from UTC, unasked,
    /// then the end of the stream.
    /// </summary>
    /// <param name="handler">Your code for one client; its second parameter is the clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> TellTime(
        Func<Connection, TimeProvider, CancellationToken, Task> handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var clock = new CheckClock();
        CultureInfo? culture = null;
        return CheckSession.RunTcpAsync(
            "tell-time",
            async (client, stop) =>
            {
                // Set for this call alone: the culture flows with the asynchronous method and ends with it.
                if (culture is not null) CultureInfo.CurrentCulture = culture;
                await handler(client, clock, stop);
            },
            s_tellTimeHints,
            check => TellTimeSteps(check, clock, foreign => culture = foreign),
            cancellationToken);
    }

    private static async Task TellTimeSteps(TcpCheck check, CheckClock clock, Action<CultureInfo?> setCulture)
    {
        clock.Set(new DateTimeOffset(2026, 1, 4, 9, 5, 7, TimeSpan.FromHours(1)));
        await check.StepAsync("a client that says nothing, by a clock in Paris", async probe =>
        {
            try
            {
                await ExpectTimeAsync(check, probe, "Sun Jan 4 09:05:07 2026 +01:00");
            }
            catch (CheckFailure silence) when (silence.Note.StartsWith("Nothing more came", StringComparison.Ordinal)
                && silence.Got.StartsWith("nothing", StringComparison.Ordinal))
            {
                // Silence has two causes that look the same from here; a line from this side tells them apart.
                await probe.SendAsync("anybody there?\n");
                try
                {
                    await probe.ExpectLineAsync(_ => true, "the time");
                }
                catch (CheckFailure)
                {
                    throw silence;
                }

                throw new CheckFailure(
                    silence.Expected, "nothing, until the check had sent a line of its own", "The time comes unasked.",
                    "Your code waits for a line of the client first. This client says nothing: to connect was its question.");
            }
        }, "The line is the clock's local time in the format of the sample, then \\r\\n. Then the method ends.");
        clock.Advance(TimeSpan.FromSeconds(1));
        await check.StepAsync("the next client, one second later", probe => ExpectTimeAsync(check, probe, "Sun Jan 4 09:05:08 2026 +01:00"),
            "Call clock.GetLocalNow() inside your method, for each client: a time that was kept is too old.");
        await check.StepAsync("a client that talks first is not listened to", async probe =>
        {
            await probe.SendAsync("What time is it?\n");
            await ExpectTimeAsync(check, probe, "Sun Jan 4 09:05:08 2026 +01:00");
        }, "Whatever a client says, the answer is the time.");
        // Before the step: the server asks the clock as soon as the step has connected.
        clock.Set(new DateTimeOffset(1999, 12, 31, 21, 30, 0, TimeSpan.FromHours(-5)));
        await check.StepAsync("a clock in New York, five hours behind UTC, in the evening",
            probe => ExpectTimeAsync(check, probe, "Fri Dec 31 21:30:00 1999 -05:00"),
            "Local time with its offset: GetLocalNow, not GetUtcNow. HH counts to 24, hh to 12.");
        setCulture(GermanWithDots());
        clock.Set(new DateTimeOffset(2026, 10, 20, 8, 0, 1, TimeSpan.FromHours(2)));
        await check.StepAsync("a computer that is set to another language answers the same",
            probe => ExpectTimeAsync(check, probe, "Tue Oct 20 08:00:01 2026 +02:00"),
            "ToString follows the language of the machine, unless you name a culture: CultureInfo.InvariantCulture.");
        setCulture(null);
        await check.ManyAsync("20 clients at once, and a silent one holds up nobody", 20,
            (_, probe) => ExpectTimeAsync(check, probe, "Tue Oct 20 08:00:01 2026 +02:00"), OneForAllHint);
    }

    private static async Task ExpectTimeAsync(TcpCheck check, Probe probe, string line)
    {
        try
        {
            await probe.ExpectAsync(line + "\r\n");
        }
        catch (CheckFailure failure) when (failure.Got.StartsWith($"\"{line}", StringComparison.Ordinal))
        {
            throw failure.WithHint("The time is right. After it come \\r and \\n: that is how this protocol ends a line.");
        }

        try
        {
            await ExpectGoodEndAsync(check, probe);
        }
        catch (CheckFailure failure)
        {
            throw failure.WithHint("One line is the whole answer, and the end of the stream says so. Let your method end after it.");
        }
    }
}
