// expect: samples in any order | got       10
double Percentile(double[] samples, double percent)
{
    if (samples.Length == 0) throw new ArgumentException("no samples");
    return samples[(int)Math.Ceiling(percent * samples.Length / 100) - 1];
}
