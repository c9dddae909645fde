namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_parseHelloHints =
    [
        "Three parts with blanks between them. May the last part have blanks of its own? Then how many times do you cut?",
        "line.Split(' ', 3) cuts at most twice, and what follows the second blank stays whole. Look at each of the three parts before you believe it.",
        "Then look at the length of `id`, at `number` (not 0), and at the name:\n" +
            "if (line.Split(' ', 3) is not [\"hello\", var id, var name]) throw new FormatException(\"...\");\n" +
            "var isHex = uint.TryParse(id, NumberStyles.AllowHexSpecifier,\n" +
            "    CultureInfo.InvariantCulture, out var number);",
    ];

    /// <summary>Checks lesson 12's reader of a hello line: <c>hello ID NAME</c>.</summary>
    /// <param name="parse">Your function: a line without its end. A bad line is a <see cref="FormatException"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> ParseHello(Func<string, (uint Id, string Name)> parse, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(parse);
        return CheckSession.RunAsync("parse-hello", s_parseHelloHints, session => ParseHelloSteps(session, parse), cancellationToken);
    }

    private static async Task ParseHelloSteps(CheckSession session, Func<string, (uint Id, string Name)> parse)
    {
        const string hex = "The id is hexadecimal: uint.TryParse with NumberStyles.AllowHexSpecifier reads it, digits a to f in either case.";
        const string blanks = "A name may have blanks. Split(' ', 3) leaves everything behind the second blank in one piece.";
        const string missing = "Something is missing here. Ask how many parts there are, and whether the last one is empty, before you use them.";
        const string range = "One to eight hexadecimal digits, and nothing else: look at the length, and let TryParse judge the digits.";
        const string edge = "A blank at an end of a name cannot be seen, so two people could seem to have one name. Compare it with name.Trim(), and refuse it.";
        const string control = "This name comes from a stranger, and goes to your terminal. name.Any(char.IsControl) finds what must not be in it.";

        await Good("hello 2a Ada", 0x2a, "Ada", hex);
        await Good("hello 7C3a51f0 Grace", 0x7c3a51f0, "Grace", hex);
        await Good("hello ffffffff Linus", uint.MaxValue, "Linus", "ffffffff is 4,294,967,295: too large for an int, and just right for a uint.");
        await Good("hello 1 Ada King Lovelace", 1, "Ada King Lovelace", blanks);
        await Good("hello 00000007 hello 7", 7, "hello 7", "The first word decides what the line is. What comes later is only a name.");
        await Good("hello 9 Zoë 猫", 9, "Zoë 猫", "A name is any text: not only the letters a to z.");
        await Good($"hello 9 {new string('n', 32)}", 9, new string('n', 32), "32 letters are allowed; 33 are too many.");
        await Bad("", "there is nothing", missing);
        await Bad("hello", "id and name are missing", missing);
        await Bad("hello 7", "the name is missing", missing);
        await Bad("hello 7 ", "the name is empty", missing);
        await Bad("hello 7    ", "the name is nothing but blanks", "A name of blanks cannot be seen: refuse a name that begins or ends with one.");
        await Bad("say 7 Ada", "it is no hello", "Look at the first word as well: only \"hello\" will do.");
        await Bad("Hello 7 Ada", "the word is written in small letters", "Compare the first word as it is: programs do not guess.");
        await Bad("GET / HTTP/1.1", "a browser has the wrong number", "Look at the first word as well: only \"hello\" will do.");
        await Bad("hello 0 Ada", "0 is nobody's id", "0 is kept for \"nobody\". TryParse takes it, so you have to look.");
        await Bad("hello xyz Ada", "xyz is no hexadecimal number", range);
        await Bad("hello 123456789 Ada", "that is nine digits", range);
        await Bad("hello 000000007 Ada", "that is nine digits, zeros or not", range);
        await Bad("hello -1 Ada", "a sign is no digit", range);
        await Bad("hello  7 Ada", "there are two blanks, so the id is empty", "Two blanks in a row mean an empty part between them. Do not throw empty parts away.");
        await Bad("hello\t7\tAda", "the parts have tabs between them", "Between the parts is a blank, and a tab is none: cut at ' '.");
        await Bad($"hello 9 {new string('n', 33)}", "33 letters are too many", "A stranger chooses this name. Without a limit it could be a million letters long.");
        await Bad("hello 9 A\u001b[2Jda", "ESC [2J in a name would clear the screen of whoever prints it", control);
        await Bad("hello 9 Ada\r", "a carriage return is a control character", control);
        await Bad("hello 9 A\u007fda", "DEL is a control character", control);
        await Bad("hello 9 A\u009b2Jda", "U+009B is a control character: some terminals take it for ESC [", control);
        await Bad("hello 7  Ada", "the name begins with a blank", edge);
        await Bad("hello 7 Ada ", "the name ends with a blank", edge);

        Task Good(string line, uint id, string name, string hint) => session.StepAsync(
            ByteText.QuoteText(line),
            async stop =>
            {
                var got = await Task.Run(() => parse(line), stop).WaitAsync(stop);
                if (got != (id, name)) throw new CheckFailure(Describe(id, name), Describe(got.Id, got.Name));
            },
            hint: hint,
            expected: Describe(id, name));

        Task Bad(string line, string why, string hint) => session.StepAsync(
            $"{(line == "" ? "an empty line" : ByteText.QuoteText(line))} is refused",
            async stop =>
            {
                var expected = $"a FormatException: {why}";
                try
                {
                    var (id, name) = await Task.Run(() => parse(line), stop).WaitAsync(stop);
                    throw new CheckFailure(expected, Describe(id, name));
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
            hint: hint);

        static string Describe(uint id, string? name) =>
            $"(0x{id:x}, {(name is null ? "null" : ByteText.QuoteText(name))})";
    }
}
