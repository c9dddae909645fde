// expect: an even count | expected  20
double Percentile(double[] samples, double percent)
{
    if (samples.Length == 0) throw new ArgumentException("no samples");
    var sorted = samples.Order().ToArray();
    return sorted[Math.Min((int)(percent * sorted.Length / 100), sorted.Length - 1)];
}
