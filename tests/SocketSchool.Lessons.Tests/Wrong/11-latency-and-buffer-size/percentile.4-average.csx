// expect: the median of five samples | got       200
double Percentile(double[] samples, double percent)
{
    if (samples.Length == 0) throw new ArgumentException("no samples");
    return samples.Average() * percent / 50;
}
