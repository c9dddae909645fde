namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_timeBotHints =
    [
        "Take the line apart with IrcMessage.Parse. Which lines get no answer at all? Begin with those: return \"\".",
        "message[0] is where it was said. Is that your own nickname (IrcNames.AreEqual)? Then the answer goes to message.Nick, else to message[0].",
        "if (message.Command != \"PRIVMSG\" || message[1] != \"!time\" || IrcNames.AreEqual(message.Nick, nick)) return \"\"; then " +
            "$\"NOTICE {place} :{clock.GetUtcNow():HH:mm:ss}\".",
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
        var clock = new CheckClock();
        clock.Set(new DateTimeOffset(2026, 1, 4, 9, 5, 7, TimeSpan.Zero));
        await Step("asked on a channel", ":ada!~a@h PRIVMSG #test :!time", "NOTICE #test :09:05:07",
            "It was said on a channel, and everybody there waits for the answer: it goes to message[0].");
        await Step("asked in private", ":ada!~a@h PRIVMSG robot :!time", "NOTICE ada :09:05:07",
            "The first parameter is your own nickname: it was said to you alone. Answer to the one who asked, not to yourself.");
        clock.Advance(TimeSpan.FromSeconds(61));
        await Step("asked again a minute later, by somebody else elsewhere", ":bob!~b@h PRIVMSG #other :!time", "NOTICE #other :09:06:08",
            "Ask the clock that you are given, anew for every line: clock.GetUtcNow().");
        await Step("in private, with the nickname in other letters", ":bob!~b@h PRIVMSG ROBOT :!time", "NOTICE bob :09:06:08",
            "To IRC, ROBOT and robot are one name. IrcNames.AreEqual compares as a server does.");
        await Step("without a colon before the text", ":bob!~b@h PRIVMSG #test !time", "NOTICE #test :09:06:08",
            "One word needs no colon. IrcMessage.Parse takes care of that: compare message[1].");
        await Silent("a NOTICE is never answered", ":eve!~e@h NOTICE robot :!time", "Nobody answers a NOTICE: the other end may be a bot, too, and you would never stop.");
        await Silent("a NOTICE on a channel", ":eve!~e@h NOTICE #test :!time", "Nobody answers a NOTICE: the other end may be a bot, too, and you would never stop.");
        await Silent("the bot's own words", ":robot!~r@h PRIVMSG #test :!time", "Some servers send you your own words, too. Compare message.Nick with your nickname.");
        await Silent("somebody talks about !time", ":ada!~a@h PRIVMSG #test :just say !time", "Only the text !time is the command, not a text that has it somewhere.");
        await Silent("a word that only begins like it", ":ada!~a@h PRIVMSG #test :!timezone", "Only the text !time is the command. Compare with ==.");
        await Silent("an ordinary line of the server", ":irc.example 372 robot :!time", "Only a PRIVMSG is something that somebody says. Look at message.Command.");
        await Silent("a line without parameters", "PING", "message[1] is empty when there is no such parameter. If you count parameters yourself, look how many there are first.");

        Task Silent(string name, string line, string hint) => Step(name, line, "", hint);

        Task Step(string name, string line, string expected, string hint) => session.StepAsync(
            name,
            async stop =>
            {
                var got = await Task.Run(() => react(line, "robot", clock), stop).WaitAsync(TimeSpan.FromSeconds(2), stop);
                if (got == expected) return;
                if (got?.TrimEnd('\r', '\n') == expected && expected.Length > 0) hint = "The line is right, but its line end is on it. Return the line alone.";
                else if (expected.Length > 0 && got == expected.Replace("NOTICE", "PRIVMSG", StringComparison.Ordinal)) hint = "Right, but said as PRIVMSG: another bot may answer that, and you again. A program answers with NOTICE.";
                throw new CheckFailure(expected.Length == 0 ? "no answer: an empty text" : Quoted(expected), Quoted(got), hint: hint);
            },
            () => $"\"{line}\"",
            hint: hint);
    }
}
