// expect: another town | milliseconds
long WindowBytes(double rttMicroseconds, double bitsPerSecond)
{
    if (rttMicroseconds <= 0 || bitsPerSecond <= 0) throw new ArgumentException("Both must be above 0.");
    return (long)Math.Ceiling(rttMicroseconds * bitsPerSecond / 8_000);
}
