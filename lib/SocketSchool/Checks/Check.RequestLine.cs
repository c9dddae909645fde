namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_requestLineHints =
    [
        "How many parts does the line have when you cut it at every blank? And how many does a line with two blanks in a row have?",
        "var parts = line.Split(' '); there have to be three. Then look at each of them: what may it be made of?",
        "The three tests, and the version is one of two texts. Otherwise: a `FormatException`.\n" +
            "method != \"\" && method.All(char.IsAsciiLetterUpper)\n" +
            "target.StartsWith('/') && target.All(c => c is >= '!' and <= '~')",
    ];

    /// <summary>Checks a parser of an HTTP request line (RFC 9112, section 3).</summary>
    /// <param name="parse">Your code: method, target and version. Anything that is no request line is a <see cref="FormatException"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> RequestLine(
        Func<string, (string Method, string Target, string Version)> parse, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parse);
        return CheckSession.RunAsync("request-line", s_requestLineHints, session => RequestLineSteps(session, parse), cancellationToken);
    }

    private static async Task RequestLineSteps(
        CheckSession session, Func<string, (string Method, string Target, string Version)> parse)
    {
        const string blanks = "Split(' ') gives an empty part where two blanks meet, and none of the three may be empty. (Splitting at \"all blanks\" hides this.)";
        const string version = "Two versions are good, letter by letter. Compare the whole word.";
        const string target = "Look at every character of the target: from '!' to '~', nothing else. And at its first one.";
        const string end = "In a regular expression $ also fits in front of a line feed at the end, \\z only at the very end. And . is any character, \\. a dot.";
        const string method = "The method is one or more letters from A to Z: not small ones, not none, and no letter of another alphabet.";

        await Good("GET /hello HTTP/1.1", ("GET", "/hello", "HTTP/1.1"));
        await Good("POST /echo?a=b&c=%20 HTTP/1.0", ("POST", "/echo?a=b&c=%20", "HTTP/1.0"));
        await Good("OPTIONS / HTTP/1.1", ("OPTIONS", "/", "HTTP/1.1"));
        await Good("X /~!$'()*,;:@[]{}|\" HTTP/1.1", ("X", "/~!$'()*,;:@[]{}|\"", "HTTP/1.1"));
        await Good("QQQ /hello HTTP/1.1", ("QQQ", "/hello", "HTTP/1.1"),
            "Any word of letters from A to Z is a method here. A list of the methods that you know refuses the others.");
        await Bad("GET /hello", "the version is missing", "Two parts are not enough: look at how many there are before you take the third.");
        await Bad("", "there is nothing", "Cut at the blanks, and count the parts before you take one of them.");
        await Bad("GET", "there is only a method", "Count the parts before you take one of them.");
        await Bad("GET /a b HTTP/1.1", "there are four parts", "Four parts are too many. A server that takes the first two, or the last one, may be led astray.");
        await Bad("GET  /hello HTTP/1.1", "there are two blanks in a row", blanks);
        await Bad("GET /hello  HTTP/1.1", "there are two blanks in a row", blanks);
        await Bad(" GET /hello HTTP/1.1", "it begins with a blank", blanks + " And do not trim.");
        await Bad("GET /hello HTTP/1.1 ", "it ends with a blank", blanks + " And do not trim.");
        await Bad("GET\t/hello\tHTTP/1.1", "tabs are not blanks", "Only a blank parts the words. Split() without an argument takes tabs as well.");
        await Bad("GET /hello HTTP/2.0", "this is another version", version);
        await Bad("GET /hello http/1.1", "the version has small letters", version);
        await Bad("GET /hello HTTP/1.1\r", "a CR is left at the end", version + " A CR that is left over belongs to no word.");
        await Bad("GET /hello HTTP/1.1\n", "a line feed is left at the end", version + " " + end);
        await Bad("GET /hello HTTP/1x1", "there is an x in place of the dot", version + " " + end);
        await Bad("GET /hello XHTTP/1.1", "the version begins too early", version);
        await Bad("get /hello HTTP/1.1", "methods have capital letters", method);
        await Bad("GÉT /hello HTTP/1.1", "É is no letter from A to Z", method + " char.IsUpper knows many alphabets, char.IsAsciiLetterUpper one.");
        await Bad("G-T /hello HTTP/1.1", "a method is made of letters", method);
        await Bad("GET hello HTTP/1.1", "the target does not begin with /", target);
        await Bad("GET http://x/ HTTP/1.1", "the target does not begin with /", target);
        await Bad("GET /caf\u00e9 HTTP/1.1", "é must be escaped in a target", target);
        await Bad("GET /a\0b HTTP/1.1", "there is a NUL in the target", target);
        await Bad("GET /a\u007f HTTP/1.1", "there is a control character in the target", target);
        await Bad("GET /a\rb HTTP/1.1", "there is a CR in the target", target);

        Task Good(string line, (string, string, string) expected, string? hint = null) => session.StepAsync(
            Shown(line),
            async stop =>
            {
                (string, string, string) got;
                try
                {
                    got = await CallAsync(line, stop);
                }
                catch (Exception e) when (e is not (NotImplementedException or OperationCanceledException))
                {
                    throw new CheckFailure(Say(expected), $"{e.GetType().Name}: {e.Message}");
                }

                if (got != expected) throw new CheckFailure(Say(expected), Say(got));
            },
            () => Shown(line),
            hint: hint ?? "This line is good. Which of your rules is too strict, or which part do you return in which place?");

        Task Bad(string line, string why, string hint) => session.StepAsync(
            $"{(line.Length == 0 ? "an empty line" : Shown(line))} is refused",
            async stop =>
            {
                var expected = $"a FormatException: {why}";
                try
                {
                    throw new CheckFailure(expected, Say(await CallAsync(line, stop)));
                }
                catch (Exception e) when (e is not (FormatException or CheckFailure or NotImplementedException or OperationCanceledException))
                {
                    throw new CheckFailure(expected, $"{e.GetType().Name}: {e.Message}");
                }
                catch (FormatException)
                {
                    // As it should be.
                }
            },
            () => Shown(line),
            hint: hint);

        Task<(string, string, string)> CallAsync(string line, CancellationToken stop) => Task.Run(() => parse(line), stop).WaitAsync(stop);

        static string Shown(string text) => ByteText.Quote(System.Text.Encoding.UTF8.GetBytes(text));

        static string Say((string Method, string Target, string Version) parts) =>
            $"({Shown(parts.Method ?? "null")}, {Shown(parts.Target ?? "null")}, {Shown(parts.Version ?? "null")})";
    }
}
