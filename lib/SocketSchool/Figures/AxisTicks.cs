namespace SocketSchool;

/// <summary>Where an axis begins and ends, and where it has numbers (major) and bare lines (minor).</summary>
internal sealed record AxisTicks(double From, double To, IReadOnlyList<double> Major, IReadOnlyList<double> Minor)
{
    private const int Wanted = 6;

    /// <summary>Ticks for values between the least and the greatest that have a place on the axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="least">The least value shown.</param>
    /// <param name="greatest">The greatest value shown.</param>
    /// <param name="fromZero">
    /// Whether the values are drawn as bars: a linear axis then begins at zero, a logarithmic one, which has no zero, well below the least.
    /// </param>
    /// <param name="snap">Whether the axis ends at a tick; otherwise it ends at the values.</param>
    public static AxisTicks For(FigureAxis axis, double least, double greatest, bool fromZero, bool snap)
    {
        if (least > greatest) (least, greatest) = axis.IsLog ? (1, 10) : (0, 1);
        return axis switch
        {
            { IsLog: true, IsBytes: true } => Powers(2, least, greatest),
            { IsLog: true } => Log(fromZero ? DecadeBelow(least) : least, greatest, snap),
            _ => Linear(least, greatest, fromZero, snap, axis.IsBytes),
        };
    }

    private static AxisTicks Linear(double least, double greatest, bool fromZero, bool snap, bool binary)
    {
        if (fromZero || (least > 0 && least < 0.6 * greatest && snap)) (least, greatest) = (Math.Min(0, least), Math.Max(0, greatest));
        if (least == greatest) (least, greatest) = (least - Math.Max(0.5, Math.Abs(least) * 0.1), greatest + Math.Max(0.5, Math.Abs(greatest) * 0.1));
        var step = Step((greatest - least) / Wanted, binary ? 1024 : 10);
        var first = (long)Math.Floor(least / step + 1e-9);
        var last = (long)Math.Ceiling(greatest / step - 1e-9);
        double[] ticks = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
        if (snap) return new AxisTicks(ticks[0], ticks[^1], ticks, []);
        var margin = 0.02 * (greatest - least);
        var (from, to) = (least - margin, greatest + margin);
        return new AxisTicks(from, to, [.. ticks.Where(tick => tick >= from && tick <= to)], []);
    }

    /// <summary>1, 2 or 5 times a power of ten (of two when it counts bytes): the least such that is not below.</summary>
    private static double Step(double atLeast, int thousand)
    {
        if (thousand == 1024) return Math.Max(1, Math.Pow(2, Math.Ceiling(Math.Log2(atLeast))));
        var power = Math.Pow(10, Math.Floor(Math.Log10(atLeast)));
        foreach (var factor in new[] { 1, 2, 5 })
        {
            if (factor * power >= atLeast * (1 - 1e-9)) return factor * power;
        }

        return 10 * power;
    }

    private static double DecadeBelow(double least) => Power(10, (int)Math.Floor(Math.Log10(least / 2) + 1e-9));

    private static AxisTicks Log(double least, double greatest, bool snap)
    {
        // Within one factor of two there is hardly a round number: take even steps.
        if (greatest / least < 2)
        {
            var even = Linear(least, greatest, false, snap: true, binary: false);
            if (even.From > 0) return even;
        }

        var decades = Math.Log10(greatest) - Math.Log10(least);
        int[] factors = decades <= 1.2 ? [1, 2, 3, 5, 7] : decades <= 3.2 ? [1, 2, 5] : [1];
        var every = Math.Max(1, (int)Math.Ceiling(decades / 9));
        var low = (int)Math.Floor(Math.Log10(least) + 1e-9);
        var high = (int)Math.Ceiling(Math.Log10(greatest) - 1e-9);
        var grid = Grid([1, 2, 3, 4, 5, 6, 7, 8, 9], low, high);
        // The last line at or below the least value and the first at or above the greatest.
        var from = snap ? grid.Last(value => value <= least * (1 + 1e-9)) : least * 0.97;
        var to = snap ? grid.First(value => value >= greatest * (1 - 1e-9)) : greatest * 1.03;
        if (from == to) to = grid.First(value => value > from);
        double[] major = [.. Grid(factors, low, high, every).Where(Inside)];
        // Over many decades the lines between would be a grey area.
        return new AxisTicks(from, to, major, decades > 8 ? [] : [.. grid.Where(value => Inside(value) && !major.Contains(value))]);

        bool Inside(double value) => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9);
    }

    private static double[] Grid(int[] factors, int low, int high, int every = 1) =>
    [
        .. from power in Enumerable.Range(low, high - low + 2)
           where (power - low) % every == 0
           from factor in factors
           select Power(10, power) * factor,
    ];

    private static AxisTicks Powers(int @base, double least, double greatest)
    {
        var low = (int)Math.Floor(Math.Log(least, @base) + 1e-9);
        var high = (int)Math.Ceiling(Math.Log(greatest, @base) - 1e-9);
        if (low == high) high++;
        var every = Math.Max(1, (int)Math.Ceiling((high - low) / 10.0));
        var (from, to) = (least / 1.15, greatest * 1.15);
        double[] major = [.. Enumerable.Range(low, high - low + 1).Where(power => (power - low) % every == 0).Select(power => Power(@base, power))];
        double[] minor = [.. Enumerable.Range(low, high - low + 1).Where(power => (power - low) % every != 0).Select(power => Power(@base, power))];
        return new AxisTicks(from, to, [.. major.Where(Inside)], [.. minor.Where(Inside)]);

        bool Inside(double value) => value >= from && value <= to;
    }

    // A negative power as one division: 10^-3 times 2 would be 0.0020000000000000005 otherwise.
    private static double Power(int @base, int power) => power >= 0 ? Math.Pow(@base, power) : 1 / Math.Pow(@base, -power);
}
