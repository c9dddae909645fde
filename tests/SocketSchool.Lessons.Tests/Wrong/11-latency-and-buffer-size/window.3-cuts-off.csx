// expect: a part of a byte | Round up
long WindowBytes(double rttMicroseconds, double bitsPerSecond)
{
    if (rttMicroseconds <= 0 || bitsPerSecond <= 0) throw new ArgumentException("Both must be above 0.");
    return (long)(rttMicroseconds * bitsPerSecond / 8_000_000);
}
