using System.Globalization;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_percentileHints =
    [
        "In which order are the samples when they reach you? And whose array is it that you are sorting?",
        "The rank is a place in the sorted list, counted from 1: percent x count / 100, rounded up. An array counts its places from 0.",
        "Multiply before you divide, and look for an empty array first:\n" +
            "var sorted = samples.Order().ToArray();\n" +
            "var rank = (int)Math.Ceiling(percent * samples.Length / 100);\n" +
            "return sorted[rank - 1];",
    ];

    /// <summary>Checks lesson 11's percentile by nearest rank: the smallest sample that so many percent of all samples do not exceed.</summary>
    /// <param name="percentile">Your function: the samples in any order, a percent above 0 and up to 100; one of the samples comes back.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Percentile(Func<double[], double, double> percentile, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(percentile);
        return CheckSession.RunAsync("percentile", s_percentileHints, session => PercentileSteps(session, percentile), cancellationToken);
    }

    private static async Task PercentileSteps(CheckSession session, Func<double[], double, double> percentile)
    {
        const string fractions =
            "Binary fractions: 7 / 100 * 100 is 7.000000000000001 for a computer, and rounding up makes 8 of it. Multiply before you divide.";
        const string multiplyFirst = "percent * count / 100: with whole numbers the product is exact, and nothing is rounded before the division.";
        // Shuffled, the same in every run.
        double[] hundred = [.. Enumerable.Range(0, 100).Select(i => 1.0 + (i * 37 % 100))];
        double[] thousand = [.. Enumerable.Range(0, 1000).Select(i => 1.0 + (i * 371 % 1000))];

        await Step("the median of five samples", [10, 20, 30, 40, 900], 50, 30);
        await Step("samples in any order", [900, 20, 10, 40, 30], 50, 30);
        await Step("an even count: a sample, not a number between two", [30, 10, 20, 40], 50, 20);
        await Step("just above a rank: the next one", [30, 10, 20, 40], 51, 30);
        await Step("p99 of 100 samples", hundred, 99, 99);
        await Step("p100 is the largest", hundred, 100, 100);
        await Step("a small percent is the smallest", [5, 3, 4], 1, 3);
        await Step("p99 of 10 samples is the largest", [7, 1, 2, 3, 4, 10, 5, 6, 8, 9], 99, 10);
        await Step("samples that are alike", [7, 7, 7, 1, 7], 20, 1);
        await Step("one sample", [42], 50, 42);
        await Step("p7 of 100 samples", hundred, 7, 7, fractions, multiplyFirst);
        await Step("p99.9 of 1,000 samples", thousand, 99.9, 999, fractions, multiplyFirst);
        await session.StepAsync("the caller's array stays as it is", async stop =>
        {
            double[] mine = [30, 10, 20];
            await CallAsync(percentile, mine, 50, stop);
            if (!mine.SequenceEqual([30, 10, 20]))
            {
                throw new CheckFailure("[30, 10, 20] after the call", Brackets(mine), "The caller may need to know which sample came first. Sort a copy.");
            }
        }, hint: "Array.Sort changes the array that it is given. samples.Order().ToArray() makes a sorted copy.");
        await session.StepAsync("every percent of 1 to 250 samples", async stop =>
        {
            for (var count = 1; count <= 250; count += 7)
            {
                double[] samples = [.. Enumerable.Range(0, count).Select(i => (double)((i * 97 % count) + 1))];
                for (var percent = 1; percent <= 100; percent += 3)
                {
                    // In whole numbers, where nothing is rounded by accident.
                    var rank = ((percent * count) + 99) / 100;
                    var distinct = samples.Order().ToArray()[rank - 1];
                    var got = await CallAsync(percentile, samples, percent, stop);
                    if (got != distinct)
                    {
                        throw Wrong(distinct, got, $"p{percent} of {Say.Count(count, "sample")}: rank {rank}.", RankHint(samples, percent, rank, got));
                    }
                }
            }
        });
        await session.StepAsync("no samples: an ArgumentException", async stop =>
        {
            const string expected = "an ArgumentException";
            double got;
            try
            {
                got = await CallAsync(percentile, [], 50, stop);
            }
            catch (ArgumentException)
            {
                return;
            }
            catch (Exception e) when (e is not (NotImplementedException or OperationCanceledException))
            {
                throw new CheckFailure(expected, $"{e.GetType().Name}: {e.Message}", "Look for an empty array first, and say what is wrong with it.");
            }

            throw new CheckFailure(expected, Plain(got), "There is no such number.");
        }, hint: "Before anything else: if (samples.Length == 0) throw new ArgumentException(\"no samples\");");

        Task Step(string name, double[] samples, double percent, double expected, string note = "", string? hint = null) => session.StepAsync(
            name,
            async stop =>
            {
                var got = await CallAsync(percentile, [.. samples], percent, stop);
                if (got == expected) return;
                var rank = Array.IndexOf([.. samples.Order()], expected) + 1;
                throw Wrong(expected, got, note != "" ? note
                    : !samples.Contains(got) ? "That is none of the samples. Nearest rank gives a value that was measured." : "",
                    hint ?? RankHint(samples, percent, rank, got));
            },
            () => $"{Brackets(samples)}, {Plain(percent)}",
            hint: "Ranks begin at 1, the places of an array at 0: rank 1 is sorted[0], and the last one is sorted[samples.Length - 1].",
            expected: Plain(expected));

        static CheckFailure Wrong(double expected, double got, string note, string? hint) => new(Plain(expected), Plain(got), note, hint);

        // An unsorted list and a wrong rank look alike to the general hints; the value that came back tells which it was.
        static string? RankHint(double[] samples, double percent, int rank, double got)
        {
            var sorted = samples.Order().ToArray();
            var exact = percent * sorted.Length / 100;
            return !samples.Contains(got)
                ? "Do not calculate with the samples. Calculate a rank, and return the sample that stands there in the sorted list."
                : !samples.SequenceEqual(sorted) && samples[rank - 1] == got
                ? $"{Plain(got)} is number {rank} in the order in which the samples came. Sort a copy first."
                : $"{Plain(got)} is number {Array.IndexOf(sorted, got) + 1} in order, and number {rank} was wanted: " +
                    $"{Plain(percent)} x {sorted.Length} / 100 = {Plain(exact)}" + (exact == rank ? "." : $", rounded up {rank}.") +
                    " Rank 1 is sorted[0].";
        }

        static string Plain(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

        static string Brackets(double[] values) => values.Length <= 12
            ? $"[{string.Join(", ", values.Select(Plain))}]"
            : $"the numbers 1 to {Say.Number(values.Length)} in disorder";
    }

    // On another thread, so that code that never ends meets the step's time limit.
    private static Task<double> CallAsync(Func<double[], double, double> percentile, double[] samples, double percent, CancellationToken stop) =>
        Task.Run(() => percentile(samples, percent), stop).WaitAsync(stop);
}
