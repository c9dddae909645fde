// expect: a round trip of 0 | There is no such path
long WindowBytes(double rttMicroseconds, double bitsPerSecond) =>
    (long)Math.Ceiling(rttMicroseconds * bitsPerSecond / 8_000_000);
