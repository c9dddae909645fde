long WindowBytes(double rttMicroseconds, double bitsPerSecond)
{
    if (rttMicroseconds <= 0 || bitsPerSecond <= 0) throw new ArgumentException("Both must be above 0.");
    // 1,000,000 microseconds in a second, 8 bits in a byte.
    return (long)Math.Ceiling(rttMicroseconds * bitsPerSecond / 8_000_000);
}
