using System.Globalization;

namespace SocketSchool;

/// <summary>
/// What a <see cref="LatencySweep"/> or a <see cref="TransportSweep"/> found: a table, figures, a CSV file, what was not possible, whether
/// it was too noisy, and a line that says what machine it was.
/// </summary>
public sealed partial class LatencyReport : View
{
    // A band for each of many lines hides the lines.
    private const int MostBands = 4;

    // A hundred rows would push the figures below out of sight.
    private const int MostRowsOpen = 24;

    internal LatencyReport(string name, string machine, IReadOnlyList<LatencyPoint> points, IReadOnlyList<MissingPoint>? missing = null)
    {
        Name = name;
        Machine = machine;
        Points = points;
        Missing = missing ?? [];
    }

    /// <summary>What the series is called in a figure's legend, for instance <c>yours</c> or <c>recorded</c>.</summary>
    public string Name { get; }

    /// <summary>One line that says what it was measured on, and on which processors.</summary>
    public string Machine { get; }

    /// <summary>One point for every transport and size, in the order measured.</summary>
    public IReadOnlyList<LatencyPoint> Points { get; }

    /// <summary>What could not be measured, and why: what this system lacks, messages that a transport cannot carry.</summary>
    public IReadOnlyList<MissingPoint> Missing { get; }

    /// <summary>One of the points; <c>null</c> when it was not measured.</summary>
    /// <param name="transport">For instance <c>tcp</c>.</param>
    /// <param name="sizeBytes">The message's size.</param>
    public LatencyPoint? Find(string transport, int sizeBytes) =>
        Points.FirstOrDefault(point => point.Transport == transport && point.SizeBytes == sizeBytes);

    /// <inheritdoc cref="Find(string, int)"/>
    public LatencyPoint? Find(TransportKind transport, int sizeBytes) => Find(transport.Name(), sizeBytes);

    /// <summary>The same report with some of the transports only, in the order given; those that it does not have are left out.</summary>
    /// <param name="transports">Which.</param>
    public LatencyReport Only(params TransportKind[] transports)
    {
        ArgumentNullException.ThrowIfNull(transports);
        var names = transports.Select(one => one.Name()).ToArray();
        return new LatencyReport(
            Name, Machine, [.. names.SelectMany(name => Points.Where(point => point.Transport == name))],
            [.. Missing.Where(missing => names.Contains(missing.Transport))]);
    }

    /// <inheritdoc/>
    public override string ToHtml() => Html.Wrap(
        string.Concat(Verdict.Select(one => $"<p>{Html.Escape(one)}</p>")) +
        (Points.Count > MostRowsOpen ? Html.Details($"All {Points.Count:N0} rows", Table) : Table) +
        string.Concat(MissingLines.Select(one => $"<p>{Html.Escape(one)}.</p>")) +
        $"<p class=\"s\">{Html.Escape(Footer)}</p>");

    /// <inheritdoc/>
    public override string ToText() => string.Join("\n\n", new[]
    {
        string.Join('\n', Verdict), Html.TextTable(Headers, Points.Select(Row)), string.Join('\n', MissingLines.Select(one => $"{one}.")), Footer,
    }.Where(part => part != ""));

    /// <summary>A point on one line, for progress.</summary>
    internal static string Line(LatencyPoint point) => string.Create(CultureInfo.InvariantCulture,
        $"{point.Transport} {ByteSize.Format(point.SizeBytes),8}: median {point.P50Us:#,0.0} us, p99 {point.P99Us:#,0.0} us, {point.MibPerSecond:#,0.0} MiB/s ({point.Samples:N0} round trips)");

    /// <summary>The table's columns.</summary>
    internal static IReadOnlyList<string> Headers { get; } =
        ["transport", "size", "round trips", "min us", "p50 us", "95% interval", "p90 us", "p99 us", "p99.9 us", "max us", "MiB/s"];

    /// <summary>A point as a row of the table.</summary>
    internal static IReadOnlyList<Cell> Row(LatencyPoint point) =>
    [
        point.Transport, ByteSize.Format(point.SizeBytes), point.Samples.ToString("N0", CultureInfo.InvariantCulture), Us(point.MinUs),
        Us(point.P50Us), Interval(point), Us(point.P90Us), Us(point.P99Us), point.P999Us is { } p999 ? Us(p999) : "", Us(point.MaxUs), Us(point.MibPerSecond),
    ];

    /// <summary>The interval of the median for a table; empty when it is not known.</summary>
    internal static string Interval(LatencyPoint point) =>
        point.Median is { IsReached: true } median ? $"{Us(median.LowUs)} to {Us(median.HighUs)}" : "";

    /// <summary>What is missing, with the sizes of one reason on one line.</summary>
    internal IEnumerable<string> MissingLines => Missing.GroupBy(one => (one.Transport, one.Why)).Select(group =>
        group.Count() == 1 ? group.First().ToString()
        : $"{group.Key.Transport}, {string.Join(", ", group.Select(one => ByteSize.Format(one.SizeBytes ?? 0)))}: not possible, {group.Key.Why}");

    private string Table => Html.Table(Headers, Points.Select(Row));

    private string Footer =>
        $"Whole round trips; percentiles by nearest rank (p99.9 from 1,000 samples on), intervals by a bootstrap over rounds. {Machine}.";

    // A round trip through memory takes less than a microsecond.
    private static string Us(double value) => value.ToString(value < 10 ? "0.00" : "#,0.0", CultureInfo.InvariantCulture);
}
