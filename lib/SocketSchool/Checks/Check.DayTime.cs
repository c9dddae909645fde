using System.Globalization;
using System.Text;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_dayTimeHints =
    [
        "Which clock do you ask? The one that you are given: clock.GetLocalNow(), anew for every question.",
        "Look at the word before you answer: question.Text.Trim() is TIME, or DAY, or something else. Every datagram gets one answer.",
        "The two answers. Without the culture, the language of the machine decides:\n" +
            "now.ToString(\"HH:mm:ss\", CultureInfo.InvariantCulture)\n" +
            "now.ToString(\"dddd, d MMMM yyyy\", CultureInfo.InvariantCulture)",
    ];

    /// <summary>Checks lesson 04's UDP server that answers <c>TIME</c> and <c>DAY</c> by a clock that it is given.</summary>
    /// <param name="answer">Your code for one question.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> DayTime(
        Func<Datagram, TimeProvider, CancellationToken, Task> answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        var clock = new CheckClock();
        CultureInfo? culture = null;
        return UdpCheck.RunAsync(
            "day-time",
            async (datagram, stop) =>
            {
                // Set for this call alone: the culture flows with the asynchronous method and ends with it.
                if (culture is not null) CultureInfo.CurrentCulture = culture;
                await answer(datagram, clock, stop);
            },
            s_dayTimeHints,
            check => DayTimeSteps(check, clock, foreign => culture = foreign),
            cancellationToken);
    }

    private static async Task DayTimeSteps(UdpCheck check, CheckClock clock, Action<CultureInfo?> setCulture)
    {
        clock.Set(new DateTimeOffset(2026, 1, 4, 9, 5, 7, TimeSpan.FromHours(1)));
        await check.StepAsync("TIME, on a clock in Paris that shows 09:05:07", probe => AskAsync(probe, "TIME", "09:05:07"),
            hint: "The answer to TIME is the clock's local time as HH:mm:ss (HH counts to 24), sent with question.ReplyAsync.");
        await check.StepAsync("DAY, on the same clock", probe => AskAsync(probe, "DAY", "Sunday, 4 January 2026"),
            hint: "The day is written as in the example: weekday, comma, day, month, year. The format for it is \"dddd, d MMMM " +
            "yyyy\".");
        clock.Advance(TimeSpan.FromSeconds(1));
        await check.StepAsync("TIME again, one second later", probe => AskAsync(probe, "TIME", "09:05:08"),
            hint: "Call clock.GetLocalNow() inside your method, for every question: an answer that was kept is too old.");
        await check.StepAsync("anything else gets an error, and the server lives on", async probe =>
        {
            foreach (var other in new byte[][] { [.. "HELLO"u8], [.. "TIMES"u8], [.. "DAY TIME"u8], [.. "time"u8], [0xff, 0x00, 0xc3], [] })
            {
                await probe.SendAsync(other);
                try
                {
                    await probe.ExpectAsync(
                        text => text.StartsWith("ERROR", StringComparison.Ordinal), "an answer that begins with ERROR");
                }
                catch (CheckFailure e) when (e.Got == "\"09:05:08\"")
                {
                    throw e.WithHint(other.AsSpan().SequenceEqual("time"u8)
                        ? "The words are in capital letters. Compare the word as it came, without ToUpper and without IgnoreCase."
                        : $"You took {ByteText.Quote(other)} for TIME. Compare the whole word with ==, not with StartsWith or Contains.");
                }
            }

            await AskAsync(probe, "TIME", "09:05:08");
        }, hint: "Whatever is neither TIME nor DAY gets an answer that begins with ERROR, an empty datagram, too. Compare the " +
            "whole word.");
        await check.StepAsync("line ends and blanks around the word do not matter", async probe =>
        {
            await AskAsync(probe, "TIME\n", "09:05:08");
            await AskAsync(probe, "DAY\r\n", "Sunday, 4 January 2026");
            await AskAsync(probe, "TIME ", "09:05:08");
            await AskAsync(probe, " DAY", "Sunday, 4 January 2026");
        }, hint: "nc sends a line end after the word, and people type blanks: Trim takes both off, before and after the word.");
        await check.StepAsync("New Year's Eve 1999, one second to midnight, and one second later", async probe =>
        {
            clock.Set(new DateTimeOffset(1999, 12, 31, 23, 59, 59, TimeSpan.Zero));
            await AskAsync(probe, "DAY", "Friday, 31 December 1999");
            await AskAsync(probe, "TIME", "23:59:59");
            clock.Advance(TimeSpan.FromSeconds(1));
            await AskAsync(probe, "TIME", "00:00:00");
            await AskAsync(probe, "DAY", "Saturday, 1 January 2000");
        }, hint: "Ask the clock anew for every question, and take time and day from the same answer of it.");
        await check.StepAsync("a clock in Tokyo, where it is tomorrow already", async probe =>
        {
            clock.Set(new DateTimeOffset(2028, 2, 29, 8, 30, 0, TimeSpan.FromHours(9)));
            await AskAsync(probe, "TIME", "08:30:00");
            await AskAsync(probe, "DAY", "Tuesday, 29 February 2028");
        }, hint: "The clock has a zone of its own: clock.GetLocalNow(), not GetUtcNow() and not the zone of this machine.");
        setCulture(GermanWithDots());
        await check.StepAsync("a computer that is set to another language answers the same", async probe =>
        {
            await AskAsync(probe, "TIME", "08:30:00");
            await AskAsync(probe, "DAY", "Tuesday, 29 February 2028");
        }, hint: "ToString follows the language of the machine, unless you name a culture: CultureInfo.InvariantCulture, in every " +
            "ToString.");
    }

    private static async Task AskAsync(UdpProbe probe, string question, string answer)
    {
        await probe.SendAsync(Encoding.UTF8.GetBytes(question));
        try
        {
            await probe.ExpectAsync(Encoding.UTF8.GetBytes(answer));
        }
        catch (CheckFailure e) when (e.Got == ByteText.Quote(Encoding.UTF8.GetBytes(answer + "\r\n"))
            || e.Got == ByteText.Quote(Encoding.UTF8.GetBytes(answer + "\n")))
        {
            throw e.WithHint("The answer is right, but a line end follows it. A datagram needs none: its edge is the end of the message.");
        }
    }

    /// <summary>Made by hand, because a kernel may run without culture data.</summary>
    private static CultureInfo GermanWithDots()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        var format = culture.DateTimeFormat;
        format.TimeSeparator = ".";
        format.DateSeparator = ".";
        format.DayNames = ["Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"];
        format.MonthNames = format.MonthGenitiveNames =
        [
            "Januar", "Februar", "M\u00e4rz", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
            "Dezember", "",
        ];
        return culture;
    }
}
