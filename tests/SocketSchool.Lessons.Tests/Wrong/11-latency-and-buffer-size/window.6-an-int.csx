// expect: more than an int holds | An int ends at 2,147,483,647
long WindowBytes(double rttMicroseconds, double bitsPerSecond)
{
    if (rttMicroseconds <= 0 || bitsPerSecond <= 0) throw new ArgumentException("Both must be above 0.");
    return (int)Math.Ceiling(rttMicroseconds * bitsPerSecond / 8_000_000);
}
