using System.Globalization;

namespace SocketSchool;

/// <summary>
/// The times of a log in one column, all in the unit that its heading names: milliseconds with their microseconds, and seconds with them
/// once the last time is a minute or more.
/// </summary>
internal readonly record struct TimeColumn
{
    private readonly bool _seconds;

    /// <summary>Chooses the unit.</summary>
    /// <param name="last">The last event of the column; <c>null</c> when there is none.</param>
    public TimeColumn(WireEvent? last) => _seconds = last?.Microseconds >= 60_000_000;

    /// <summary>The unit: <c>ms</c> or <c>s</c>.</summary>
    public string Unit => _seconds ? "s" : "ms";

    /// <summary>The time of one event since the log began, without the unit.</summary>
    /// <param name="one">The event.</param>
    public string Of(WireEvent one) => _seconds
        ? string.Create(CultureInfo.InvariantCulture, $"{one.Microseconds / 1e6:0.000000}")
        : string.Create(CultureInfo.InvariantCulture, $"{one.Microseconds / 1000:0.000}");
}
