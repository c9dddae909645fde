using System.Globalization;

namespace SocketSchool;

/// <summary>Times as the time servers write them, always in English.</summary>
internal static class TimeText
{
    /// <summary>The 24 characters of C's <c>ctime</c>, the day padded with a blank: <c>Sun Jan  4 09:05:07 2026</c>.</summary>
    public static string Ctime(DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{time:ddd MMM} {time.Day,2} {time:HH:mm:ss yyyy}");

    /// <summary>The day and the time: <c>Sunday, 4 January 2026, 09:05:07 +01:00</c>.</summary>
    public static string DayAndTime(DateTimeOffset time) =>
        time.ToString("dddd, d MMMM yyyy, HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
