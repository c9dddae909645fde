namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_oneConnectionHints =
    [
        "Two peers run the same code, each with its own id as `mine`. Who of the two may decide? Then what does the other one do?",
        "The smaller id decides: \"welcome\" when there is no connection with that peer yet, \"twice\" when there is one. The larger id waits.",
        "All of it:\n" +
            "return mine == theirs ? \"self\"\n" +
            "    : mine > theirs ? \"wait\"\n" +
            "    : linked ? \"twice\"\n" +
            "    : \"welcome\";",
    ];

    /// <summary>Checks lesson 12's rule by which one of two connections stays.</summary>
    /// <param name="decide">
    /// Your function: this peer's id, the other one's, and whether the two are linked already. <c>welcome</c>, <c>twice</c>, <c>wait</c> or
    /// <c>self</c>.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> OneConnection(Func<uint, uint, bool, string> decide, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(decide);
        return CheckSession.RunAsync("one-connection", s_oneConnectionHints, session => OneConnectionSteps(session, decide), cancellationToken);
    }

    private static async Task OneConnectionSteps(CheckSession session, Func<uint, uint, bool, string> decide)
    {
        const string large = "Compare the two as uint, as they are. Subtracting them, or turning them into an int, makes a small number of a large one.";
        const string turned = "The smaller id decides. Look at which side of your < is `mine`.";

        await Step("the first connection, and I have the smaller id", 1, 2, false, "welcome", turned);
        await Step("the first connection, and I have the larger id", 2, 1, false, "wait", turned);
        await Step("a second connection, and I have the smaller id", 1, 2, true, "twice", "`linked` says that there is a connection with this peer already.");
        await Step("a second connection, and I have the larger id", 2, 1, true, "wait",
            "The larger id never decides, linked or not. It waits for the word of the other one, which looks at its own `linked`.");
        await Step("the other one has my id", 5, 5, false, "self", "Somebody connected to the own address. Ask for mine == theirs first.");
        await Step("the other one has my id, and linked is true", 5, 5, true, "self", "Ask for mine == theirs before you look at linked.");
        await Step("large ids", 0x7fffffff, 0x80000000, false, "welcome", large);
        await Step("large ids, the other end", 0x80000000, 0x7fffffff, false, "wait", large);
        await Step("the smallest and the largest", 1, uint.MaxValue, false, "welcome", large);
        await Step("9 and 10", 9, 10, false, "welcome", "As text, \"10\" comes before \"9\". Compare numbers.");
        await session.StepAsync("both connect at once, in every order: one \"welcome\" and one \"twice\"", async stop =>
        {
            foreach (var (ada, grace) in new (uint, uint)[] { (1, 2), (2, 1), (7, 0xf0000000), (0xf0000000, 7), (16, 255) })
            {
                // For each connection both ends are asked, in one order or the other; a welcome links both.
                for (var order = 0; order < 4; order++)
                {
                    var linked = false;
                    var said = new List<string>();
                    for (var connection = 0; connection < 2; connection++)
                    {
                        var adaFirst = (order >> connection & 1) == 0;
                        var (first, second) = adaFirst ? (ada, grace) : (grace, ada);
                        string[] both = [await CallAsync(decide, first, second, linked, stop), await CallAsync(decide, second, first, linked, stop)];
                        var verdict = Array.Find(both, word => word is "welcome" or "twice") ?? "nothing";
                        if (both.Count(word => word == "wait") != 1)
                        {
                            throw new CheckFailure("one end decides and the other one waits", string.Join(" and ", both), $"Ids {ada} and {grace}.");
                        }

                        linked |= verdict == "welcome";
                        said.Add(verdict);
                    }

                    if (!said.SequenceEqual(["welcome", "twice"]))
                    {
                        throw new CheckFailure("welcome, then twice", string.Join(", then ", said), $"Ids {ada} and {grace}.");
                    }
                }
            }
        }, hint: "The function must depend on its three arguments and on nothing else: both ends have to come to the same result.");

        Task Step(string name, uint mine, uint theirs, bool linked, string expected, string hint) => session.StepAsync(
            name,
            async stop =>
            {
                var got = await CallAsync(decide, mine, theirs, linked, stop);
                if (got != expected) throw new CheckFailure(expected, got);
            },
            () => $"mine {mine}, theirs {theirs}, linked {(linked ? "true" : "false")}",
            hint: hint,
            expected: expected);

        static async Task<string> CallAsync(Func<uint, uint, bool, string> decide, uint mine, uint theirs, bool linked, CancellationToken stop) =>
            await Task.Run(() => decide(mine, theirs, linked), stop).WaitAsync(stop) ?? "null";
    }
}
