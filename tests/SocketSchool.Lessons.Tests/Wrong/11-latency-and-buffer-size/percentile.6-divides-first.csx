// expect: p7 of 100 samples | Multiply before you divide
double Percentile(double[] samples, double percent)
{
    if (samples.Length == 0) throw new ArgumentException("no samples");
    var sorted = samples.Order().ToArray();
    return sorted[(int)Math.Ceiling(percent / 100 * sorted.Length) - 1];
}
