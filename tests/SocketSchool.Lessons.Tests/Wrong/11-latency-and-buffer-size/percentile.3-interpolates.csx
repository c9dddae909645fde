// expect: an even count | none of the samples
double Percentile(double[] samples, double percent)
{
    // What a spreadsheet does: a number between two samples.
    if (samples.Length == 0) throw new ArgumentException("no samples");
    var sorted = samples.Order().ToArray();
    var place = percent / 100 * (sorted.Length - 1);
    var below = (int)Math.Floor(place);
    var above = Math.Min(below + 1, sorted.Length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
