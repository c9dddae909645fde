using System.Globalization;

namespace SocketSchool;

/// <summary>Numbers in figures: as many digits as one reads, no more.</summary>
internal static class FigureNumber
{
    /// <summary>Four significant digits or all before the point, thousands separated; empty for what is not a number.</summary>
    public static string Format(double value)
    {
        if (!double.IsFinite(value)) return "";
        var size = Math.Abs(value);
        var format = size switch
        {
            0 => "0",
            >= 1e15 or < 1e-6 => "0.###e0",
            >= 1000 => "#,0.#",
            >= 100 => "0.#",
            >= 10 => "0.##",
            >= 1 => "0.###",
            _ => "0.#########",
        };
        var rounded = size is < 1 and >= 1e-6 ? Math.Round(value, 3 - (int)Math.Floor(Math.Log10(size))) : value;
        return rounded.ToString(format, CultureInfo.InvariantCulture);
    }
}
