namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_numbersHints =
    [
        "Two things have to be remembered: the highest number so far, and which numbers have come at all.",
        "Three cases by the highest number: one more is ok; more than that is a gap of the difference less one; not more is either late or again. Which of the two, the numbers that have come tell.",
        "`highest` begins at 0, and `seen` is a `HashSet<int>`:\n" +
            "if (!seen.Add(n)) { /* again */ }\n" +
            "else if (n < highest) { /* late */ }\n" +
            "else if (n == highest + 1) { /* ok */ }\n" +
            "else { /* a gap of n - highest - 1 */ }\n" +
            "highest = Math.Max(highest, n);",
    ];

    /// <summary>Checks lesson 08's judge of sequence numbers: <c>ok</c>, <c>gap N</c>, <c>late</c> or <c>again</c> for each.</summary>
    /// <param name="judge">Your function: the numbers as they arrived; one word for each.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Numbers(Func<int[], List<string>> judge, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(judge);
        return CheckSession.RunAsync("numbers", s_numbersHints, session => NumbersSteps(session, judge), cancellationToken);
    }

    private static async Task NumbersSteps(CheckSession session, Func<int[], List<string>> judge)
    {
        await Step("all in order", [1, 2, 3], "The next number after the highest one so far is `ok`. The first one is 1.");
        await Step("two are lost", [1, 2, 5, 6], "`gap N`: N is how many are missing between the highest number so far and this one: 5 - 2 - 1.");
        await Step("one comes twice", [1, 2, 2, 3], "A number that has come before is `again`, also directly after itself.");
        await Step("one overtakes another", [1, 3, 2, 4], "A number below the highest one that has not come before is `late`, and it does not change which number is next.");
        await Step("the first ones are lost", [3, 4], "Numbers begin with 1, so that 3 as the first one tells of two that are missing.");
        await Step("a late one comes twice", [1, 4, 2, 2, 3, 3], "A late number has come, too: the second time it is `again`.");
        await Step("an old one is repeated much later", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 1, 11], "Remember all numbers that have come, not only the last one.");
        await Step("a gap within a gap", [1, 9, 5, 10, 3, 12, 11, 9], "Only a number above the highest so far can open a gap.");
        await Step("no numbers, no words", [], "An empty list gives an empty list.");
        await Step("a talk of 3,000 messages, in which old ones come again", [.. Enumerable.Range(1, 3000).Where(n => n != 1500), 5, 2000, 1500, 1500],
            "A list with room for so many numbers, or the last so many, is not enough: a HashSet<int> has room for all that come.");
        await Step("a sender who was away for a million messages", [1, 1_000_000, 2, 1_000_001, 1_000_000],
            "The number tells nothing about how many have come. Remember those that came (a HashSet<int>), not a place for each that could.");
        var random = new Random(8);
        for (var round = 1; round <= 3; round++)
        {
            await Step($"300 numbers, lost, repeated and shuffled ({round} of 3)", [.. Enumerable.Range(1, 300)
                .Where(_ => random.Next(8) > 0)
                .SelectMany(n => random.Next(8) == 0 ? new[] { n, n } : [n])
                .Select(n => (Number: n, Key: n + random.Next(12)))
                .OrderBy(one => one.Key)
                .Select(one => one.Number)], null);
        }

        Task Step(string name, int[] numbers, string? hint) => session.StepAsync(
            name,
            async stop =>
            {
                var expected = Reference(numbers);
                var got = await Task.Run(() => judge([.. numbers]), stop).WaitAsync(stop) ?? [];
                for (var i = 0; i < Math.Min(expected.Count, got.Count); i++)
                {
                    if (got[i] == expected[i]) continue;
                    var before = i == 0 ? "Nothing came before it." : $"It came after {string.Join(", ", numbers[Math.Max(0, i - 5)..i])}.";
                    var earlier = Array.IndexOf(numbers, numbers[i]);
                    if (earlier < i - 5) before += $" It had come before, {Say.Number(i - earlier)} numbers earlier.";
                    throw new CheckFailure($"\"{expected[i]}\" for {numbers[i]}", $"\"{got[i]}\"", before);
                }

                if (got.Count != expected.Count)
                {
                    throw new CheckFailure(Say.Count(expected.Count, "word"), Say.Count(got.Count, "word"), "One word for each number that came.");
                }
            },
            () => numbers.Length > 20 ? $"{string.Join(", ", numbers[..20])} ..." : string.Join(", ", numbers), hint: hint);

        // Not SequenceWatch, which forgets after 1,024 numbers.
        static List<string> Reference(int[] numbers)
        {
            var seen = new HashSet<int>();
            var (highest, words) = (0, new List<string>());
            foreach (var number in numbers)
            {
                words.Add(!seen.Add(number) ? "again"
                    : number < highest ? "late"
                    : number == highest + 1 ? "ok"
                    : FormattableString.Invariant($"gap {number - highest - 1}"));
                highest = Math.Max(highest, number);
            }

            return words;
        }
    }
}
