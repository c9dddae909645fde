// expect: another town | eight of them are a byte
long WindowBytes(double rttMicroseconds, double bitsPerSecond)
{
    if (rttMicroseconds <= 0 || bitsPerSecond <= 0) throw new ArgumentException("Both must be above 0.");
    return (long)Math.Ceiling(rttMicroseconds * bitsPerSecond / 1_000_000);
}
