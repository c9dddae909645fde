using System.Globalization;

namespace SocketSchool;

/// <summary>
/// What a <see cref="BufferSweep"/> found: a verdict in words that is computed from the numbers, a table, figures, a CSV file, and a line
/// that says what machine it was.
/// </summary>
public sealed partial class BufferReport : View
{
    private const double MostSpread = 1.25;

    internal BufferReport(string name, string machine, IReadOnlyList<BufferPoint> points, long totalBytes)
    {
        Name = name;
        Machine = machine;
        Points = points;
        TotalBytes = totalBytes;
    }

    /// <summary>What the series is called in a figure's legend, for instance <c>yours</c> or <c>recorded</c>.</summary>
    public string Name { get; }

    /// <summary>One line that says what it was measured on, and on which processors.</summary>
    public string Machine { get; }

    /// <summary>One point for each buffer: the program's by size, then <c>SO_RCVBUF</c>, then <c>SO_SNDBUF</c>; untouched ones last.</summary>
    public IReadOnlyList<BufferPoint> Points { get; }

    /// <summary>How many bytes a whole transfer has.</summary>
    public long TotalBytes { get; }

    /// <summary>The points of one kind of buffer.</summary>
    /// <param name="kind">Which.</param>
    public IReadOnlyList<BufferPoint> Of(BufferKind kind) => [.. Points.Where(point => point.Kind == kind)];

    /// <summary>One of the points; <c>null</c> when it was not measured.</summary>
    /// <param name="kind">Which buffer.</param>
    /// <param name="askedBytes">What it was set to; <c>null</c> for the one left untouched.</param>
    public BufferPoint? Find(BufferKind kind, int? askedBytes) => Points.FirstOrDefault(point => point.Kind == kind && point.AskedBytes == askedBytes);

    /// <summary>Says that the rounds differ too much to decide small differences, where they do. Empty when all is well.</summary>
    public string Noise
    {
        get
        {
            BufferPoint[] known = [.. Points.Where(point => point.LowMibPerSecond is not null)];
            if (known.Length == 0) return $"Too few rounds to decide: no interval. Take at least {MedianInterval.FewestRounds} rounds.";
            var wide = known.Count(point => point.HighMibPerSecond > MostSpread * point.LowMibPerSecond);
            return wide == 0 ? ""
                : $"Too noisy to decide small differences: in {wide:N0} of {Say.Count(known.Length, "row")} the interval is more than a quarter wide. Take more rounds or a quieter minute.";
        }
    }

    /// <summary>What happened, a sentence or two each.</summary>
    public IReadOnlyList<string> Verdict => [.. Sentences()];

    /// <inheritdoc/>
    public override string ToHtml() => Html.Wrap(
        string.Concat(Verdict.Select(one => $"<p>{Html.Escape(one)}</p>")) +
        Html.Table(Headers, Points.Select(Row)) +
        $"<p class=\"s\">{Html.Escape(Footer)}</p>");

    /// <inheritdoc/>
    public override string ToText() => $"{string.Join('\n', Verdict)}\n\n{Html.TextTable(Headers, Points.Select(Row))}\n\n{Footer}";

    /// <summary>A point on one line, for progress.</summary>
    internal static string Line(BufferPoint point) => string.Create(CultureInfo.InvariantCulture,
        $"{BufferPoint.Name(point.Kind)} {point.Size}: {Rate(point.MibPerSecond)} MiB/s, {point.ReceivesPerMib:#,0.#} receives per MiB{(point.IsWhole ? "" : " (part of the transfer)")}");

    private static IReadOnlyList<string> Headers { get; } =
        ["buffer", "set to", "the system says", "MiB/s", "95% interval", "receives per MiB", "bytes per receive", "MiB moved"];

    private static IReadOnlyList<Cell> Row(BufferPoint point) =>
    [
        BufferPoint.Name(point.Kind), point.Size, ByteSize.Format(point.GrantedBytes), Rate(point.MibPerSecond),
        point is { LowMibPerSecond: { } low, HighMibPerSecond: { } high } ? $"{Rate(low)} to {Rate(high)}" : "",
        point.ReceivesPerMib.ToString("#,0.#", CultureInfo.InvariantCulture), Say.Number((long)Math.Round(point.BytesPerReceive)),
        (point.Bytes / 1048576.0).ToString("#,0.#", CultureInfo.InvariantCulture),
    ];

    private string Footer =>
        $"Each transfer: {ByteSize.Format(TotalBytes)} over a new connection, 64 KiB in each send, and in each receive where that is not what changes. " +
        (Points.All(point => point.IsWhole) ? "" : "Where the time per transfer was over before, less was moved; rates and receives per MiB are over what was. ") +
        $"MiB moved: all rounds together. Intervals by a bootstrap over rounds. {Machine}.";

    private static string Rate(double mib) => mib.ToString(mib < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private IEnumerable<string> Sentences()
    {
        var receive = Of(BufferKind.Receive);
        if (receive.Count > 1)
        {
            var (smallest, best) = (receive[0], receive.MaxBy(point => point.MibPerSecond)!);
            var enough = receive.First(point => point.MibPerSecond >= best.MibPerSecond * 0.8);
            yield return smallest.Differs(best)
                ? $"The program's receive buffer: {best.Size} is {Micros.Times(best.MibPerSecond / smallest.MibPerSecond)} times as fast as {smallest.Size}, " +
                  $"with a buffer {Micros.Times((double)best.AskedBytes!.Value / smallest.AskedBytes!.Value)} times as large. From {enough.Size} on a larger one gains a quarter at most. " +
                  $"What changes in proportion is the number of calls: {Calls(smallest)} per MiB with {smallest.Size}, {Calls(receive[^1])} with {receive[^1].Size}. No byte is lost with any."
                : $"The program's receive buffer: too noisy to decide between {smallest.Size} and {best.Size}.";
        }

        foreach (var kind in new[] { BufferKind.SocketReceive, BufferKind.SocketSend })
        {
            BufferPoint[] set = [.. Of(kind).Where(point => point.AskedBytes is not null)];
            if (set.Length == 0 || Find(kind, null) is not { } untouched) continue;
            var (least, most) = (set.MinBy(point => point.MibPerSecond)!, set.MaxBy(point => point.MibPerSecond)!);
            var name = kind == BufferKind.SocketReceive ? "SO_RCVBUF" : "SO_SNDBUF";
            yield return (least.Differs(most)
                ? $"{name}: {least.Size} is the slowest ({Rate(least.MibPerSecond)} MiB/s) and {most.Size} the fastest ({Rate(most.MibPerSecond)})"
                : $"{name}: too noisy to decide between {least.Size} ({Rate(least.MibPerSecond)} MiB/s) and {most.Size} ({Rate(most.MibPerSecond)})") +
                $"; untouched, {Rate(untouched.MibPerSecond)}" +
                (untouched.Differs(most) ? "." : $", which this run cannot tell from {most.Size}.");
        }

        if (Noise is { Length: > 0 } noise) yield return noise;
    }

    private static string Calls(BufferPoint point) => point.ReceivesPerMib.ToString("#,0.#", CultureInfo.InvariantCulture);
}
