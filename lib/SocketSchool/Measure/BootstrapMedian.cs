namespace SocketSchool;

/// <summary>The bootstrap of a median over whole rounds, from their histograms alone.</summary>
internal static class BootstrapMedian
{
    /// <summary>Draws as many rounds as there are, with some twice and some not at all, and takes the median of all their samples; many times.</summary>
    /// <param name="rounds">None of them empty.</param>
    /// <param name="times">How many times to draw.</param>
    /// <param name="random">What draws.</param>
    /// <returns>The medians in nanoseconds, rising.</returns>
    public static double[] Draw(LatencyHistogram[] rounds, int times, Random random)
    {
        var buckets = rounds.Select(round => round.Buckets().ToArray()).ToArray();
        double[] values = [.. buckets.SelectMany(round => round.Select(bucket => bucket.Nanoseconds)).Distinct().Order()];
        var below = buckets.Select(round => Cumulative(round, values)).ToArray();
        var medians = new double[times];
        var drawn = new int[rounds.Length];
        for (var i = 0; i < medians.Length; i++)
        {
            Array.Clear(drawn);
            for (var draw = 0; draw < rounds.Length; draw++) drawn[random.Next(rounds.Length)]++;
            medians[i] = Median(below, drawn, values);
        }

        Array.Sort(medians);
        return medians;
    }

    // For each value, how many samples of the round do not exceed it.
    private static long[] Cumulative((double Nanoseconds, long Count)[] round, double[] values)
    {
        var below = new long[values.Length];
        var (next, sum) = (0, 0L);
        for (var i = 0; i < values.Length; i++)
        {
            while (next < round.Length && round[next].Nanoseconds <= values[i]) sum += round[next++].Count;
            below[i] = sum;
        }

        return below;
    }

    private static double Median(long[][] below, int[] drawn, double[] values)
    {
        var rank = (Upto(values.Length - 1) + 1) / 2;
        var (low, high) = (0, values.Length - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Upto(middle) >= rank) high = middle;
            else low = middle + 1;
        }

        return values[low];

        long Upto(int index)
        {
            var sum = 0L;
            for (var round = 0; round < below.Length; round++) sum += drawn[round] * below[round][index];
            return sum;
        }
    }
}
