namespace SocketSchool.Tests;

/// <summary>Histograms with known contents.</summary>
internal static class Rounds
{
    public static LatencyHistogram Of(params double[] microseconds)
    {
        var histogram = new LatencyHistogram();
        foreach (var one in microseconds) histogram.Record((long)(one * 1000));
        return histogram;
    }

    /// <summary>A number of rounds, each with the same value a number of times.</summary>
    public static LatencyHistogram[] Same(double microseconds, int rounds = 6, int samples = 10) =>
        [.. Enumerable.Range(0, rounds).Select(_ => Of([.. Enumerable.Repeat(microseconds, samples)]))];

    /// <summary>A round for each value.</summary>
    public static LatencyHistogram[] Each(params double[] microseconds) =>
        [.. microseconds.Select(one => Of([.. Enumerable.Repeat(one, 10)]))];
}
