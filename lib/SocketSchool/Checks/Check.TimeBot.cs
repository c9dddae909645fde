using System.Globalization;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_timeBotHints =
    [
        "Take the line apart with IrcMessage.Parse. Which lines get no answer at all? Begin with those: return \"\".",
        "message[0] is where it was said. Is that your own nickname (IrcNames.AreEqual)? Then the answer goes to message.Nick, else to message[0].",
        "Where `place` is who or what the answer goes to:\n" +
            "if (message.Command != \"PRIVMSG\" || message[1] != \"!time\"\n" +
            "    || IrcNames.AreEqual(message.Nick, nick)) return \"\";\n" +
            "return $\"NOTICE {place} :{clock.GetUtcNow():HH:mm:ss}\";",
    ];

    /// <summary>Checks a bot's reaction to a line: <c>!time</c> is answered in the right place, by NOTICE, and nothing else is.</summary>
    /// <param name="react">Your code: the line that came, the bot's nickname, a clock; the line to send, or an empty text for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> TimeBot(Func<string, string, TimeProvider, string> react, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(react);
        return CheckSession.RunAsync("time-bot", s_timeBotHints, session => TimeBotSteps(session, react), cancellationToken);
    }

    private static async Task TimeBotSteps(CheckSession session, Func<string, string, TimeProvider, string> react)
    {
        // A time zone of its own shows who takes the local time, and a morning and an evening show H, h and hh.
        var clock = new CheckClock();
        clock.Set(new DateTimeOffset(2026, 1, 4, 14, 50, 7, new TimeSpan(5, 45, 0)));
        const string never = "Nobody answers a NOTICE: the other end may be a bot, too, and you would never stop.";
        const string own = "Some servers send you your own words, too. Compare message.Nick with your nickname, and with IrcNames.AreEqual, as the server does.";
        const string exactly = "Only the text !time is the command, exactly that: compare message[1] with ==, without changing it first.";
        const string other = "To IRC, ROBOT and robot are one name, and BOT{1} and bot[1], too. IrcNames.AreEqual compares as a server does.";
        await Step("asked on a channel", ":ada!~a@h PRIVMSG #test :!time", "NOTICE #test :09:05:07",
            "It was said on a channel, and everybody there waits for the answer: it goes to message[0].");
        await Step("asked in private", ":ada!~a@h PRIVMSG robot :!time", "NOTICE ada :09:05:07",
            "The first parameter is your own nickname: it was said to you alone. Answer to the one who asked, not to yourself.");
        clock.Advance(new TimeSpan(12, 1, 1));
        await Step("asked again in the evening, by somebody else elsewhere", ":bob!~b@h PRIVMSG #other :!time", "NOTICE #other :21:06:08",
            "Ask the clock that you are given, anew for every line: clock.GetUtcNow().");
        await Step("in private, with the nickname in other letters", ":bob!~b@h PRIVMSG ROBOT :!time", "NOTICE bob :21:06:08", other);
        await Step("without a colon before the text", ":bob!~b@h PRIVMSG #test !time", "NOTICE #test :21:06:08",
            "One word needs no colon. IrcMessage.Parse takes care of that: compare message[1].");
        await Silent("a NOTICE is never answered", ":eve!~e@h NOTICE robot :!time", never);
        await Silent("a NOTICE on a channel", ":eve!~e@h NOTICE #test :!time", never);
        await Silent("the bot's own words", ":robot!~r@h PRIVMSG #test :!time", own);
        await Silent("somebody talks about !time", ":ada!~a@h PRIVMSG #test :just say !time", exactly);
        await Silent("a word that only begins like it", ":ada!~a@h PRIVMSG #test :!timezone", exactly);
        await Silent("!TIME in capital letters", ":ada!~a@h PRIVMSG #test :!TIME", exactly);
        await Silent("spaces around it", ":ada!~a@h PRIVMSG #test : !time ", exactly);
        await Silent("an ordinary line of the server", ":irc.example 372 robot :!time", "Only a PRIVMSG is something that somebody says. Look at message.Command.");
        await Silent("a line without parameters", "PING", "message[1] is empty when there is no such parameter. If you count parameters yourself, look how many there are first.");
        await Silent("the bot's own words, its name in capital letters", ":ROBOT!~r@h PRIVMSG #test :!time", own);
        await Step("a bot named bot[1], asked in private as BOT{1}", ":bob!~b@h PRIVMSG BOT{1} :!time", "NOTICE bob :21:06:08", other, "bot[1]");
        await Silent("a bot named bot[1] hears BOT{1}, which is itself", ":BOT{1}!~r@h PRIVMSG #test :!time", own, "bot[1]");

        Task Silent(string name, string line, string hint, string nick = "robot") => Step(name, line, "", hint, nick);

        Task Step(string name, string line, string expected, string hint, string nick = "robot") => session.StepAsync(
            name,
            async stop =>
            {
                var got = await Task.Run(() => InEveryCountry(() => react(line, nick, clock)), stop).WaitAsync(TimeSpan.FromSeconds(2), stop);
                if (got == expected) return;
                throw new CheckFailure(expected.Length == 0 ? "no answer: an empty text" : Quoted(expected), Quoted(got),
                    hint: expected.Length > 0 && got is not null ? HintFor(expected, got, clock) : null);
            },
            () => nick == "robot" ? $"\"{line}\"" : $"\"{line}\" to the bot {nick}",
            hint: hint,
            expected: expected.Length == 0 ? "no answer: an empty text" : Quoted(expected));
    }

    // The colon in HH:mm:ss is the separator of the system's language, and a dot in some.
    private static string InEveryCountry(Func<string> code)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return code();
    }

    /// <summary>The mistakes that can be told from the answer; <c>null</c> for the others, to which the step's own hint belongs.</summary>
    private static string? HintFor(string expected, string got, TimeProvider clock)
    {
        if (got.TrimEnd('\r', '\n') == expected) return "The line is right, but its line end is on it. Return the line alone.";
        if (got == expected.Replace("NOTICE", "PRIVMSG", StringComparison.Ordinal)) return "Right, but said as PRIVMSG: another bot may answer that, and you again. A program answers with NOTICE.";
        var place = expected[..^"HH:mm:ss".Length];
        if (!got.StartsWith(place, StringComparison.Ordinal) || got == place) return null;
        var time = got[place.Length..];
        if (time == Written(clock.GetLocalNow(), "HH:mm:ss")) return "That is the local time. The same moment has another one in each country, so a bot says UTC: clock.GetUtcNow().";
        string[] others = ["hh:mm:ss", "H:mm:ss", "h:mm:ss"];
        return others.Any(format => time == Written(clock.GetUtcNow(), format))
            ? "HH is the hour from 00 to 23 with two digits. (hh counts to 12 only, and one H or h leaves out the 0 in front.)"
            : "All is right but the time. It comes from the parameter clock, not from the computer: clock.GetUtcNow(), asked anew for every line.";

        static string Written(DateTimeOffset moment, string format) => moment.ToString(format, CultureInfo.InvariantCulture);
    }
}
