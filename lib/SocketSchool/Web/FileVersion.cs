using System.Globalization;

namespace SocketSchool;

/// <summary>Which version of a file this is, and what a request that knows another one gets (RFC 9110, sections 8.8 and 13).</summary>
internal sealed record FileVersion(long Length, DateTimeOffset Modified, string Tag)
{
    // RFC 9110, section 5.6.7: the one that everybody sends, and the two that nobody should.
    private static readonly string[] s_dates = ["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"];

    public static FileVersion Of(long length, DateTime writtenUtc, DateTimeOffset now)
    {
        // HTTP's dates have whole seconds; and a time in the future is taken for now.
        var seconds = Math.Min(writtenUtc.Ticks, Math.Max(now.UtcTicks, 0)) / TimeSpan.TicksPerSecond;
        return new FileVersion(
            length,
            new DateTimeOffset(seconds * TimeSpan.TicksPerSecond, TimeSpan.Zero),
            string.Create(CultureInfo.InvariantCulture, $"\"{writtenUtc.Ticks:x}-{length:x}\""));
    }

    public HttpResponse Mark(HttpResponse response) =>
        response.With("ETag", Tag).With("Last-Modified", Modified.ToString("r", CultureInfo.InvariantCulture));

    /// <summary>200, or what a condition of the request makes of it: 304 or 412.</summary>
    public int Condition(HttpRequest request)
    {
        if (request.Header("If-Match") is { } match)
        {
            if (!Matches(match, weak: false)) return 412;
        }
        else if (Date(request.Header("If-Unmodified-Since")) is { } unmodified && Modified > unmodified)
        {
            return 412;
        }

        if (request.Header("If-None-Match") is { } none) return Matches(none, weak: true) ? 304 : 200;
        return Date(request.Header("If-Modified-Since")) is { } since && Modified <= since ? 304 : 200;
    }

    /// <summary>Whether a range is of the version that the client has a part of (If-Range).</summary>
    public bool AllowsRange(HttpRequest request) =>
        request.Header("If-Range") is not { } condition || condition == Tag || (Date(condition) is { } date && date == Modified);

    private bool Matches(string list, bool weak) => list.Trim() == "*" || list.Split(',').Select(one => one.Trim())
        .Any(one => one == Tag || (weak && one.StartsWith("W/", StringComparison.Ordinal) && one[2..] == Tag));

    private static DateTimeOffset? Date(string? text) => text is not null && DateTimeOffset.TryParseExact(
        text, s_dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowInnerWhite, out var date) ? date : null;
}
