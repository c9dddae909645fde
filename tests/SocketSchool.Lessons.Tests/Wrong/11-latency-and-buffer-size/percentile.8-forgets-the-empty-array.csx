// expect: no samples | IndexOutOfRangeException
double Percentile(double[] samples, double percent)
{
    var sorted = samples.Order().ToArray();
    return sorted[(int)Math.Ceiling(percent * sorted.Length / 100) - 1];
}
