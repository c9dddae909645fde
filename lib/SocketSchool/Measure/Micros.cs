using System.Globalization;

namespace SocketSchool;

/// <summary>Microseconds as a person says them, in the unit that fits, and as table cells.</summary>
internal static class Micros
{
    /// <summary>With its unit: <c>14.2 us</c>, <c>44.0 ms</c>, <c>1.25 s</c>.</summary>
    public static string Say(double us) => $"{Number(us, us)} {Unit(us)}";

    /// <summary>Two of them in one unit, that of <paramref name="like"/>: <c>13.9 to 14.8</c>.</summary>
    public static string Range(double low, double high, double like) => $"{Number(low, like)} to {Number(high, like)}";

    /// <summary>For a table: one decimal, thousands apart, without a unit.</summary>
    public static string Cell(double us) => us.ToString("#,0.0", CultureInfo.InvariantCulture);

    /// <summary>A ratio in words: <c>5.1</c>, <c>1,240</c>.</summary>
    public static string Times(double ratio) => ratio.ToString(ratio < 1.1 ? "0.00" : ratio < 10 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static string Unit(double us) => us switch
    {
        < 1000 => "us",
        < 1e6 => "ms",
        _ => "s",
    };

    private static string Number(double us, double like) => (us / Factor(like)).ToString(like < 1e6 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    private static double Factor(double us) => us switch
    {
        < 1000 => 1,
        < 1e6 => 1e3,
        _ => 1e6,
    };
}
