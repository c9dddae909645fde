using System.Globalization;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_windowHints =
    [
        "Until the acknowledgement of the first byte is back, a round trip has passed. How many bytes leave in that time at full speed?",
        "Time x rate. The time is in microseconds (a million in a second), the rate in bits (eight in a byte).",
        "And an `ArgumentException` if one of them is not above 0:\n" +
            "return (long)Math.Ceiling(rttMicroseconds * bitsPerSecond / 8_000_000);",
    ];

    /// <summary>Checks lesson 11's bandwidth-delay product: how many bytes have to be under way to keep a path full (RFC 7323 section 1.1).</summary>
    /// <param name="window">Your function: the round trip in microseconds, the rate in bits per second; bytes come back, rounded up.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Window(Func<double, double, long> window, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(window);
        return CheckSession.RunAsync("window", s_windowHints, session => WindowSteps(session, window), cancellationToken);
    }

    private static async Task WindowSteps(CheckSession session, Func<double, double, long> window)
    {
        await Step("20 ms at 1 Gbit/s: another town", 20_000, 1e9, 2_500_000);
        await Step("100 us at 10 Gbit/s: the same room", 100, 1e10, 125_000);
        await Step("600 ms at 50 Mbit/s: a satellite", 600_000, 5e7, 3_750_000);
        await Step("a part of a byte needs a whole one", 3, 1e6, 1, "0.375 of a byte cannot be sent. Round up: Math.Ceiling.");
        await Step("70 ms at 100 Mbit/s, exactly", 70_000, 1e8, 875_000,
            "Binary fractions: 70,000 / 1,000,000 is not exactly 0.07 for a computer, and rounding up makes one too many of it. Multiply before you divide.");
        await Step("600 ms at 100 Gbit/s: more than an int holds", 600_000, 1e11, 7_500_000_000,
            "An int ends at 2,147,483,647. Make a long of it: (long)Math.Ceiling(...).");
        await Refuses("a round trip of 0", 0, 1e9);
        await Refuses("a rate below 0", 100, -1);

        Task Step(string name, double rtt, double rate, long expected, string? hint = null) => session.StepAsync(
            name,
            async stop =>
            {
                var got = await Task.Run(() => window(rtt, rate), stop).WaitAsync(stop);
                if (got == expected) return;
                throw new CheckFailure(Say.Count(expected, "byte"), Say.Count(got, "byte"),
                    Near(got, expected * 8) ? "Those are bits: eight of them are a byte."
                    : Near(got, expected * 1_000_000L) || Near(got, expected * 8_000_000L) ? "A million microseconds are a second."
                    : Near(got, expected * 1_000L) ? "Those would be milliseconds."
                    : "");
            },
            () => string.Create(CultureInfo.InvariantCulture, $"{rtt:#,0.##} us, {rate:#,0} bits per second"),
            hint: hint,
            expected: Say.Count(expected, "byte"));

        Task Refuses(string name, double rtt, double rate) => session.StepAsync($"{name}: an ArgumentException", async stop =>
        {
            long got;
            try
            {
                got = await Task.Run(() => window(rtt, rate), stop).WaitAsync(stop);
            }
            catch (ArgumentException)
            {
                return;
            }

            throw new CheckFailure("an ArgumentException", Say.Number(got), "There is no such path.");
        }, hint: "`if (rttMicroseconds <= 0 || bitsPerSecond <= 0) throw new ArgumentException(\"...\");`",
            expected: "an ArgumentException");

        static bool Near(long got, long wanted) => Math.Abs(got - wanted) <= 1 + (wanted / 1000);
    }
}
