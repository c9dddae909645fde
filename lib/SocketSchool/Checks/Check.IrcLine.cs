using System.Text;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_ircLineHints =
    [
        "Take the line apart from the left: a prefix if it begins with a colon, then the command, then one parameter after the other.",
        "A parameter that begins with a colon takes all of the rest, with its spaces. A colon anywhere else is an ordinary character.",
        "With what is left of the line in `rest`:\n" +
            "while (rest != \"\")\n" +
            "{\n" +
            "    if (rest.StartsWith(':')) { parameters.Add(rest[1..]); break; }\n" +
            "    var cut = rest.IndexOf(' ');            // -1: it is the last one\n" +
            "    // add what is left of the cut, keep what is right of it\n" +
            "}",
    ];

    /// <summary>Checks a function that takes a line of IRC apart (RFC 2812, section 2.3.1).</summary>
    /// <param name="parse">Your code: prefix (empty for none), command and parameters of a line that comes without its CR LF.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> IrcLine(
        Func<string, (string Prefix, string Command, string[] Parameters)> parse, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parse);
        return CheckSession.RunAsync("irc-line", s_ircLineHints, session => IrcLineSteps(session, parse), cancellationToken);
    }

    private static async Task IrcLineSteps(CheckSession session, Func<string, (string Prefix, string Command, string[] Parameters)> parse)
    {
        const string prefix = "A prefix is there only when the line begins with a colon. It ends at the first space, and its colon does not belong to it.";
        const string trailing = "A parameter that begins with a colon is the last one: all the rest of the line, without that colon.";
        const string colon = "Only a colon at the very beginning of a parameter says \"the rest\". Do not split at colons, and do not search for the first one.";
        await Step("PING abc", "", "PING", ["abc"], "Without a prefix, the first word is the command.");
        await Step("QUIT", "", "QUIT", [], "There may be no parameters at all, and no space to cut at: IndexOf then gives -1.");
        await Step("USER ada 0 *", "", "USER", ["ada", "0", "*"], "Each word behind the command is a parameter.");
        await Step(":irc.example PONG abc", "irc.example", "PONG", ["abc"], prefix);
        await Step("PRIVMSG #test :hello, world", "", "PRIVMSG", ["#test", "hello, world"], trailing);
        await Step(":ada!~a@host PRIVMSG #test :hello, world", "ada!~a@host", "PRIVMSG", ["#test", "hello, world"], trailing);
        await Step(":irc.example 433 * ada :Nickname is already in use", "irc.example", "433", ["*", "ada", "Nickname is already in use"], trailing);
        await Step("PRIVMSG #test ::-) :-(", "", "PRIVMSG", ["#test", ":-) :-("], "One colon says \"the rest\"; a second one is part of the text.");
        await Step(":ada!~a@2001:db8::1 PRIVMSG #test :hi", "ada!~a@2001:db8::1", "PRIVMSG", ["#test", "hi"], colon);
        await Step("MODE #test +k a:b", "", "MODE", ["#test", "+k", "a:b"], colon);
        await Step("TOPIC #test :", "", "TOPIC", ["#test", ""], "Nothing behind the colon is a parameter, too: an empty one. It takes the topic away.");
        await Step("ping abc", "", "ping", ["abc"],
            "Return the command as it stands in the line, its letters unchanged. (IrcMessage.Parse turns them into capitals; here you write it yourself.)");
        await Step("PRIVMSG #test :  two  spaces ", "", "PRIVMSG", ["#test", "  two  spaces "], "The text keeps its spaces, at both ends and inside.");

        Task Step(string line, string expectedPrefix, string command, string[] parameters, string hint) => session.StepAsync(
            $"\"{line}\"",
            async stop =>
            {
                var got = await Task.Run(() => parse(line), stop).WaitAsync(TimeSpan.FromSeconds(2), stop);
                var expected = Tell(expectedPrefix, command, parameters);
                var told = Tell(got.Prefix, got.Command, got.Parameters);
                if (told != expected) throw new CheckFailure(expected, told);
            },
            () => $"\"{line}\"",
            hint: hint,
            expected: Tell(expectedPrefix, command, parameters));
    }

    private static string Tell(string? prefix, string? command, string[]? parameters) =>
        $"({Quoted(prefix)}, {Quoted(command)}, [{(parameters is null ? "null" : string.Join(", ", parameters.Select(Quoted)))}])";

    private static string Quoted(string? text) =>
        text is null ? "null" : text.Length == 0 ? "\"\"" : ByteText.Quote(Encoding.UTF8.GetBytes(text), 80);
}
