namespace SocketSchool;

public sealed partial class LatencyReport
{
    // The interval's ends, one over the other. Below, a difference as large as the bars of issue 3 could not be seen.
    private const double MostSpread = 1.25;

    /// <summary>Whether this run can tell two transports apart at one size; <c>null</c> when one of them was not measured or has no interval.</summary>
    /// <param name="first">One transport.</param>
    /// <param name="second">The other one.</param>
    /// <param name="sizeBytes">The message's size.</param>
    public NoiseVerdict? Decide(TransportKind first, TransportKind second, int sizeBytes) => Decide(Find(first, sizeBytes), Find(second, sizeBytes));

    /// <summary>Whether two points of any reports can be told apart; <c>null</c> when one of them is missing or has no interval.</summary>
    /// <param name="first">One point.</param>
    /// <param name="second">The other one.</param>
    public static NoiseVerdict? Decide(LatencyPoint? first, LatencyPoint? second) =>
        first?.Median is { } one && second?.Median is { } other ? new NoiseVerdict(one, other) : null;

    /// <summary>
    /// Says that this run is too noisy to decide small differences, where it is: an interval whose upper end is more than a quarter above its
    /// lower one, or too few rounds for any. Empty when all is well, and for a report from a file without intervals.
    /// </summary>
    public string Noise
    {
        get
        {
            MedianInterval[] known = [.. Points.Select(point => point.Median).OfType<MedianInterval>()];
            var few = known.Count(median => !median.IsReached);
            var wide = known.Count(median => median.IsReached && median.HighUs > MostSpread * median.LowUs);
            if (few > 0) return $"Too few rounds or samples to decide in {few:N0} of {Say.Count(known.Length, "row")}: they have no interval. Take at least {MedianInterval.FewestRounds} rounds.";
            return wide == 0 ? "" :
                $"Too noisy to decide small differences: in {wide:N0} of {Say.Count(known.Length, "row")} the median's interval is more than a quarter wide. " +
                "Something else keeps this machine busy, or it falls asleep and has to be woken; take more rounds or a quieter minute.";
        }
    }

    /// <summary>
    /// What can be said, a sentence or two each: of several transports which was fastest with the smallest and with the largest message that
    /// all of them carried, or that the run is too noisy to say; then <see cref="Noise"/> where there is some.
    /// </summary>
    public IReadOnlyList<string> Verdict => [.. Sentences()];

    private IEnumerable<string> Sentences()
    {
        var transports = Points.Select(point => point.Transport).Distinct().Count();
        if (transports > 1)
        {
            int[] common = [.. Points.GroupBy(point => point.SizeBytes).Where(group => group.Count() == transports).Select(group => group.Key).Order()];
            foreach (var size in common.Length > 1 ? [common[0], common[^1]] : common)
            {
                if (Fastest(size) is { } sentence) yield return sentence;
            }
        }

        if (Noise is { Length: > 0 } noise) yield return noise;
    }

    private string? Fastest(int size)
    {
        LatencyPoint[] points = [.. Points.Where(point => point.SizeBytes == size && point.Median is not null).OrderBy(point => point.P50Us)];
        return points.Length < 2 ? null
            : $"{ByteSize.Format(size)}, the two fastest of {points.Length:N0}. {new NoiseVerdict(points[0].Median!, points[1].Median!).InWords(points[0].Transport, points[1].Transport)}";
    }
}
