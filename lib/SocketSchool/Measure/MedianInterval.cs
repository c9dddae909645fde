namespace SocketSchool;

/// <summary>A median and how far it can be trusted: the interval that holds the true one with the given confidence. Microseconds.</summary>
/// <remarks>
/// Two ways, both without keeping the samples. From one histogram: the interval between two order statistics, whose ranks come from the
/// binomial distribution with p = 1/2. It assumes nothing about the shape of the distribution, its coverage is at least the confidence for
/// any number of samples, and it is what a bootstrap of the median converges to; but it takes the samples to be independent.
/// From the histograms of interleaved rounds: a bootstrap that draws whole rounds, because what disturbs a machine disturbs many samples
/// in a row. A thousand round trips of one bad moment are then one bad round and not a thousand witnesses. With ten rounds such an
/// interval is still a little too narrow (it holds the truth about nine times in ten, not nineteen in twenty).
/// </remarks>
/// <param name="MedianUs">The median, by nearest rank.</param>
/// <param name="LowUs">The lower end.</param>
/// <param name="HighUs">The upper end.</param>
/// <param name="Confidence">How sure, for instance 0.95.</param>
/// <param name="IsReached">
/// Whether there was enough to be that sure: six samples for 0.95, five rounds. When not, the ends are the least and the greatest there is.
/// </param>
public sealed record MedianInterval(double MedianUs, double LowUs, double HighUs, double Confidence, bool IsReached)
{
    /// <summary>The fewest rounds whose bootstrap says anything: five give 126 different draws, two only three.</summary>
    internal const int FewestRounds = 5;

    private const int Resamples = 2000;

    /// <summary>Whether the interval is wider than a quarter of its median, or was not reached: a run from which to draw no small conclusion.</summary>
    public bool IsWide => !IsReached || HighUs - LowUs > MedianUs / 4;

    /// <summary>From one histogram, for samples that do not depend on each other.</summary>
    /// <param name="histogram">The samples.</param>
    /// <param name="confidence">Above 0 and below 1; 0.95 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not between 0 and 1.</exception>
    public static MedianInterval Of(LatencyHistogram histogram, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(histogram);
        Check(confidence);
        var count = histogram.Count;
        var rank = LowerRank(count, confidence);
        return new MedianInterval(
            histogram.Percentile(50) / 1e3, At(Math.Max(1, rank)), At(Math.Min(count, count + 1 - rank)), confidence, rank > 0);

        double At(long wanted) => count == 0 ? 0 : histogram.Percentile(100.0 * wanted / count) / 1e3;
    }

    /// <summary>From interleaved rounds, by drawing whole rounds again and again (2,000 times, always the same ones for a seed).</summary>
    /// <param name="rounds">One histogram for each round; empty ones are left out.</param>
    /// <param name="confidence">Above 0 and below 1; 0.95 by default.</param>
    /// <param name="seed">Which draws; 1 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="confidence"/> is not between 0 and 1.</exception>
    public static MedianInterval Of(IReadOnlyList<LatencyHistogram> rounds, double confidence = 0.95, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        Check(confidence);
        var all = new LatencyHistogram();
        foreach (var round in rounds) all.Add(round);
        var some = rounds.Where(round => round.Count > 0).ToArray();
        var medians = some.Length < FewestRounds
            ? some.Select(round => round.Percentile(50) / 1e3).Order().ToArray()
            : BootstrapMedian.Draw(some, Resamples, new Random(seed)).Select(nanoseconds => nanoseconds / 1e3).ToArray();
        if (medians.Length == 0) return new MedianInterval(0, 0, 0, confidence, false);
        var outside = some.Length < FewestRounds ? 0 : (1 - confidence) / 2;
        return new MedianInterval(
            all.Percentile(50) / 1e3, medians[(int)(outside * (medians.Length - 1))],
            medians[(int)Math.Ceiling((1 - outside) * (medians.Length - 1))], confidence, some.Length >= FewestRounds);
    }

    /// <summary>Whether the two have a value in common.</summary>
    /// <param name="other">The other one.</param>
    public bool Overlaps(MedianInterval other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return LowUs <= other.HighUs && other.LowUs <= HighUs;
    }

    /// <summary>For instance <c>14.2 us (13.9 to 14.8)</c>.</summary>
    public override string ToString() => $"{Micros.Say(MedianUs)} ({Micros.Range(LowUs, HighUs, MedianUs)})";

    /// <summary>
    /// The greatest rank k for which the k-th smallest and the k-th greatest of n samples have the median between them with this
    /// confidence; 0 when n is too small for it.
    /// </summary>
    internal static long LowerRank(long n, double confidence)
    {
        // Outwards from the middle, adding what the binomial distribution has at k and at n - k.
        var rank = n / 2;
        if (rank < 1) return 0;
        var probability = Middle(n, rank);
        var inside = rank * 2 == n ? probability : 2 * probability;
        while (inside < confidence)
        {
            probability *= rank / (double)(n - rank + 1);
            if (--rank < 1) return 0;
            inside += 2 * probability;
        }

        return rank;
    }

    // The probability of n/2 (rounded down) heads in n throws: a product while that is short, else Stirling's series, exact to 1e-9.
    private static double Middle(long n, long half)
    {
        var even = 2 * half;
        double probability = 1;
        if (even <= 2000)
        {
            for (var i = 1; i <= half; i++) probability *= (2 * i - 1) / (2.0 * i);
        }
        else
        {
            probability = Math.Sqrt(2 / (Math.PI * even)) * (1 - 1 / (4.0 * even) + 1 / (32.0 * even * even));
        }

        return n == even ? probability : probability * n / (2 * (half + 1.0));
    }

    private static void Check(double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(confidence);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
    }
}
