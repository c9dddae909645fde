// expect: 70 ms at 100 Mbit/s | Multiply before you divide
long WindowBytes(double rttMicroseconds, double bitsPerSecond)
{
    if (rttMicroseconds <= 0 || bitsPerSecond <= 0) throw new ArgumentException("Both must be above 0.");
    return (long)Math.Ceiling(rttMicroseconds / 1_000_000 * bitsPerSecond / 8);
}
