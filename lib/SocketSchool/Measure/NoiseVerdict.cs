namespace SocketSchool;

/// <summary>Whether a run can say which of two was faster.</summary>
/// <remarks>
/// Decided when the intervals of the two medians have no value in common. That asks for more than a test of the difference would (two
/// intervals of 95% that just do not touch are a difference beyond 99%), which is meant: a lesson that claims too little loses nothing.
/// </remarks>
/// <param name="First">The first one's median.</param>
/// <param name="Second">The second one's.</param>
public sealed record NoiseVerdict(MedianInterval First, MedianInterval Second)
{
    /// <summary>Compares two measurements by their rounds.</summary>
    /// <param name="first">One histogram for each round of the first.</param>
    /// <param name="second">One histogram for each round of the second.</param>
    public static NoiseVerdict Of(IReadOnlyList<LatencyHistogram> first, IReadOnlyList<LatencyHistogram> second) =>
        new(MedianInterval.Of(first), MedianInterval.Of(second));

    /// <summary>Whether the run is too noisy to decide: the intervals overlap, or one of them has too few samples.</summary>
    public bool IsTooNoisy => !First.IsReached || !Second.IsReached || First.Overlaps(Second);

    /// <summary>Whether the first was faster for sure.</summary>
    public bool FirstIsFaster => !IsTooNoisy && First.MedianUs < Second.MedianUs;

    /// <summary>Whether the second was faster for sure.</summary>
    public bool SecondIsFaster => !IsTooNoisy && Second.MedianUs < First.MedianUs;

    /// <summary>How many times as long the second took, by the medians; not a number when the first took no time.</summary>
    public double Ratio => First.MedianUs > 0 ? Second.MedianUs / First.MedianUs : double.NaN;

    /// <summary>The verdict as one sentence.</summary>
    /// <param name="first">What the first is called, as it begins a sentence.</param>
    /// <param name="second">What the second is called, within a sentence.</param>
    public string InWords(string first, string second) => this switch
    {
        { IsTooNoisy: true } => $"Too noisy to decide between the two. {first}: {First}; {second}: {Second}.",
        { FirstIsFaster: true } => $"{first}: {First}; {second}: {Second}, {Micros.Times(Ratio)} times as long.",
        _ => $"{first}: {First}; {second}: {Second}. The first takes {Micros.Times(1 / Ratio)} times as long.",
    };
}
