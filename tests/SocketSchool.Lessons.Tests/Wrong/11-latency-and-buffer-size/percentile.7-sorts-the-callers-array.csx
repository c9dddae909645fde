// expect: the caller's array stays as it is | Sort a copy
double Percentile(double[] samples, double percent)
{
    if (samples.Length == 0) throw new ArgumentException("no samples");
    Array.Sort(samples);
    return samples[(int)Math.Ceiling(percent * samples.Length / 100) - 1];
}
