using System.Globalization;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_inOrderHints =
    [
        "What must a receiver remember between two datagrams? The number that comes next, and what came too early.",
        "Smaller than the next number, or already kept: it came before, give nothing. Larger: keep it. The next one: give it, and then look whether its followers are kept.",
        "`var next = 1;` and `var early = new Dictionary<int, string>();` in NewReceiver above the return, and in the function that it returns:\n" +
            "if (number >= next) early.TryAdd(number, line);\n" +
            "while (early.Remove(next, out var ready))\n" +
            "{\n" +
            "    result.Add(ready);\n" +
            "    next++;\n" +
            "}",
    ];

    private const string NewReceiverHint =
        "A new receiver gave nothing for its number 1, which is the first that it expects. Do your variables stand inside NewReceiver, above " +
        "the return? Outside they belong to all receivers, and count on where the last one, or the last run, ended.";

    /// <summary>Checks lesson 12's receiver, which drops duplicates and restores the order of numbered lines.</summary>
    /// <param name="newReceiver">
    /// Your function makes a receiver: a function that takes one line and its number, from 1, and returns the lines that can be handed on now.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> InOrder(Func<Func<int, string, List<string>>> newReceiver, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(newReceiver);
        return CheckSession.RunAsync("in-order", s_inOrderHints, session => InOrderSteps(session, newReceiver), cancellationToken);
    }

    private static async Task InOrderSteps(CheckSession session, Func<Func<int, string, List<string>>> newReceiver)
    {
        await Step("three lines in order", "1 2 3", "Give the line that is next, and count on.");
        await Step("the second comes a second time", "1 2 2 3", "A number below the next one has been given before: give nothing for it.");
        await Step("the first comes again at the end", "1 2 3 1 4", "A number below the next one has been given before: give nothing for it, however old it is.");
        await Step("2 comes before 1", "2 1 3", "Keep 2 until 1 is here. Then give both, in one list.");
        await Step("the first one last", "4 3 2 1 5", "When the gap closes, everything behind it is due: go on while the next one is kept.");
        await Step("what is kept comes a second time", "3 3 1 3 2 4", "It may come again while you still keep the first one. One is enough.");
        await Step("a gap in the middle of kept lines", "5 3 1 2 4 6", "Stop at the first number that is missing, and keep the rest.");
        await Step("the same text twice, under two numbers", "1:yes 2:yes 3:no", "Only the number tells whether it came before. People do say the same thing twice.");
        await Step("an empty line is a line", "2: 1:a 3:c 4:", "A line may be empty text. Whether you have one is a question of its number: ask the dictionary for the key.");
        await Step("a number 0, which nobody sends", "0 1 0 2", "Numbers begin at 1. What is below the next one is not handed on, whatever it is.");
        await session.StepAsync("what you have returned stays as it is", async stop =>
        {
            var receiver = newReceiver();
            var first = await CallAsync(receiver, 1, "one", stop);
            await CallAsync(receiver, 2, "two", stop);
            if (!first.SequenceEqual(["one"])) throw new CheckFailure("the first list still has: one", Say(first));
        }, hint: "You return one and the same list again and again. Make a new one in each call: whoever got the first one may still be reading it.");
        await session.StepAsync("two receivers do not disturb each other", async stop =>
        {
            var (one, two) = (newReceiver(), newReceiver());
            foreach (var (receiver, number, expected) in new[] { (one, 2, ""), (two, 1, "b1"), (one, 1, "a1 a2"), (two, 2, "b2") })
            {
                var letter = receiver == one ? "a" : "b";
                var got = await CallAsync(receiver, number, $"{letter}{number}", stop);
                if (string.Join(' ', got) != expected) throw new CheckFailure(expected == "" ? "nothing yet" : expected, Say(got));
            }
        }, hint: "Declare the variables inside NewReceiver, above the return: then each receiver has its own.");
        await session.StepAsync("300 lines, each three times, in disorder", async stop =>
        {
            var random = new Random(12);
            var receiver = newReceiver();
            var all = new List<string>();
            // Not too far from their places, as on a network.
            foreach (var number in Enumerable.Range(1, 300).SelectMany(number => Enumerable.Repeat(number, 3)).OrderBy(number => number + random.Next(20)))
            {
                all.AddRange(await CallAsync(receiver, number, $"line {number}", stop));
            }

            var expected = Enumerable.Range(1, 300).Select(number => $"line {number}").ToArray();
            var wrong = Enumerable.Range(0, Math.Max(expected.Length, all.Count)).FirstOrDefault(i => expected.ElementAtOrDefault(i) != all.ElementAtOrDefault(i), -1);
            if (wrong >= 0)
            {
                throw new CheckFailure(
                    expected.ElementAtOrDefault(wrong) ?? "nothing more", all.ElementAtOrDefault(wrong) ?? "nothing",
                    $"That is number {wrong + 1} of what you handed on; {all.Count} lines in all.");
            }
        });

        Task Step(string name, string arrivals, string hint)
        {
            var lines = arrivals.Split(' ').Select(one => one.Split(':')).Select(parts => (
                Number: int.Parse(parts[0], CultureInfo.InvariantCulture), Text: parts.Length > 1 ? parts[1] : $"line {parts[0]}")).ToArray();
            return session.StepAsync(
                name,
                async stop =>
                {
                    var receiver = newReceiver();
                    var (next, early) = (1, new Dictionary<int, string>());
                    foreach (var (number, text) in lines)
                    {
                        List<string> expected = [];
                        var isFirst = next == 1 && early.Count == 0;
                        if (number >= next) early.TryAdd(number, text);
                        while (early.Remove(next, out var ready))
                        {
                            expected.Add(ready);
                            next++;
                        }

                        var got = await CallAsync(receiver, number, text, stop);
                        if (got.SequenceEqual(expected)) continue;
                        throw new CheckFailure(
                            Say(expected), Say(got), $"That is for number {number}.",
                            isFirst && number == 1 && got.Count == 0 ? NewReceiverHint : null);
                    }
                },
                () => $"numbers {string.Join(' ', lines.Select(line => line.Number))}",
                hint: hint);
        }

        static string Say(List<string> lines) => lines.Count == 0 ? "nothing" : string.Join(", ", lines);
    }

    private static async Task<List<string>> CallAsync(Func<int, string, List<string>> receiver, int number, string text, CancellationToken stop) =>
        await Task.Run(() => receiver(number, text), stop).WaitAsync(stop)
            ?? throw new CheckFailure("a list, with nothing in it when nothing is due", "null");
}
