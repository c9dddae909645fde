// expect: just above a rank | got       20
double Percentile(double[] samples, double percent)
{
    if (samples.Length == 0) throw new ArgumentException("no samples");
    var rank = (int)Math.Round(percent * samples.Length / 100, MidpointRounding.AwayFromZero);
    return samples.Order().ElementAt(Math.Max(rank, 1) - 1);
}
