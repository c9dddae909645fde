using System.Globalization;

namespace SocketSchool;

/// <summary>Numbers as a person says them; always in the invariant culture, because lessons quote them.</summary>
internal static class Say
{
    /// <summary>A duration with a unit that fits: <c>250 ms</c>, <c>2 s</c>, <c>5 min</c>.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMicroseconds:0.#} us"),
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.#} ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.##} s"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min"),
    };

    /// <summary>A number with its thousands apart: <c>2,048</c>.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A count with its noun: <c>1 byte</c>, <c>2,048 bytes</c>.</summary>
    public static string Count(long number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {noun}{(number == 1 ? "" : "s")}");
}
