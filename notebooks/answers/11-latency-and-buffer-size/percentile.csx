double Percentile(double[] samples, double percent)
{
    if (samples.Length == 0) throw new ArgumentException("There are no samples.", nameof(samples));

    // A sorted copy: the array belongs to the caller.
    var sorted = samples.Order().ToArray();

    // Multiplied before divided. 7 / 100 * 100 is a little more than 7 in binary fractions, and rounding up would make 8 of it.
    var rank = (int)Math.Ceiling(percent * sorted.Length / 100);
    return sorted[rank - 1];
}
