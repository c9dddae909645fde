namespace SocketSchool;

/// <summary>An axis of a <see cref="Figure"/>. A string will do where one is asked for: it is the title of a linear axis.</summary>
/// <param name="Title">What is measured, for instance <c>round trip</c>.</param>
/// <param name="Unit">
/// In what, for instance <c>us</c>; empty when it has none. With the unit <c>bytes</c> the numbers read <c>16 B</c>, <c>1 KiB</c>, and a
/// logarithmic axis has its ticks at powers of two.
/// </param>
/// <param name="Scale">Linear by default.</param>
public sealed record FigureAxis(string Title, string Unit = "", AxisScale Scale = AxisScale.Linear)
{
    /// <summary>The unit that makes an axis count in bytes.</summary>
    public const string Bytes = "bytes";

    /// <summary>A linear axis.</summary>
    /// <param name="title">What is measured.</param>
    /// <param name="unit">In what.</param>
    public static FigureAxis Linear(string title, string unit = "") => new(title, unit);

    /// <summary>A logarithmic axis.</summary>
    /// <param name="title">What is measured.</param>
    /// <param name="unit">In what.</param>
    public static FigureAxis Log(string title, string unit = "") => new(title, unit, AxisScale.Log);

    /// <summary>A linear axis with this title.</summary>
    /// <param name="title">The title.</param>
    public static implicit operator FigureAxis(string title) => FromString(title);

    /// <summary>A linear axis with this title.</summary>
    /// <param name="title">The title.</param>
    public static FigureAxis FromString(string title) => new(title);

    /// <summary>The title with its unit, for instance <c>round trip (us)</c>.</summary>
    public string Label => Unit == "" ? Title : $"{Title} ({Unit})";

    internal bool IsLog => Scale == AxisScale.Log;

    internal bool IsBytes => Unit == Bytes;

    /// <summary>A value as the axis writes it, without its unit unless the numbers carry it themselves.</summary>
    internal string Number(double value) => IsBytes ? ByteSize.Format(value) : FigureNumber.Format(value);

    /// <summary>A value as a sentence says it.</summary>
    internal string Value(double value) => IsBytes || Unit == "" ? Number(value) : $"{Number(value)} {Unit}";

    /// <summary>Whether the value has a place on this axis.</summary>
    internal bool Shows(double value) => double.IsFinite(value) && (!IsLog || value > 0);
}
