using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>What <see cref="Placement.Run"/> found: a verdict in words that is computed from the numbers, a table, a figure, a CSV form.</summary>
public sealed class PlacementReport : View
{
    /// <summary>The first line of the CSV form.</summary>
    public const string CsvHeader = "placement,busy,exchanges,min_us,p50_us,p50_low_us,p50_high_us,p99_us,max_us";

    // More than half at work by itself: "as it is" is then no idle machine.
    private const double NotIdle = 0.5;

    private readonly int _size;
    private readonly string _whyFewer;
    private readonly string _load;

    internal PlacementReport(int size, IReadOnlyList<PlacementPoint> points, string whyFewer, double? load, string machine)
    {
        _size = size;
        _whyFewer = whyFewer;
        _load = PlacementLoad.Describe(load);
        BusyBefore = load;
        Points = points;
        Machine = machine;
    }

    /// <summary>One point for each placement, those of the machine as it is first.</summary>
    public IReadOnlyList<PlacementPoint> Points { get; }

    /// <summary>One line that says what it was measured on.</summary>
    public string Machine { get; }

    /// <summary>Which part of their time the processors were at work just before, 0 to 1; <c>null</c> where the system does not tell.</summary>
    public double? BusyBefore { get; }

    /// <summary>
    /// Whether the rows <c>as it is</c> can stand for an idle machine: its processors were at work for half of the time at most just before,
    /// or nobody can tell. When not, <see cref="Verdict"/> does not compare idle with busy, and neither should you.
    /// </summary>
    public bool MayBeIdle => !(BusyBefore > NotIdle);

    /// <summary>What happened, a sentence or two each.</summary>
    public IReadOnlyList<string> Verdict => [.. Sentences()];

    /// <summary>One of the points; <c>null</c> when it was not measured.</summary>
    /// <param name="kind">Where the ends ran.</param>
    /// <param name="busy">Whether the machine was kept busy.</param>
    public PlacementPoint? Find(PlacementKind kind, bool busy = false) => Points.FirstOrDefault(point => point.Kind == kind && point.Busy == busy);

    /// <summary>The median exchange of each placement as a bar, on the machine as it is and kept busy.</summary>
    public Figure Figure() => Points.GroupBy(point => point.Busy).Aggregate(
        SocketSchool.Figure.Bars($"The same exchange of {ByteSize.Format(_size)}, placed differently", "both ends on", Axis),
        (drawn, group) => drawn.AddBars(
            group.Key ? "kept busy" : "as it is", group.Select(point => point.Name), group.Select(point => point.Median.MedianUs)));

    /// <summary>The points as CSV: <see cref="CsvHeader"/>, a line for each, times in microseconds with three decimals, lines that end with <c>\n</c>.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder(CsvHeader).Append('\n');
        foreach (var point in Points)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{point.Kind},{(point.Busy ? 1 : 0)},{point.Histogram.Count},{point.Histogram.Min / 1e3:0.000},");
            csv.Append(CultureInfo.InvariantCulture, $"{point.Median.MedianUs:0.000},{point.Median.LowUs:0.000},{point.Median.HighUs:0.000},");
            csv.Append(CultureInfo.InvariantCulture, $"{point.Histogram.Percentile(99) / 1e3:0.000},{point.Histogram.Max / 1e3:0.000}\n");
        }

        return csv.ToString();
    }

    /// <inheritdoc/>
    public override string ToHtml() => Html.Wrap(
        string.Concat(Verdict.Select(one => $"<p>{Html.Escape(one)}</p>")) +
        Html.Table(Headers, Points.Select(Row)) +
        $"<p class=\"s\">{Html.Escape(Footer)}</p>");

    /// <inheritdoc/>
    public override string ToText() => $"{string.Join('\n', Verdict)}\n\n{Html.TextTable(Headers, Points.Select(Row))}\n\n{Footer}";

    /// <summary>A point on one line, for progress.</summary>
    internal static string Line(PlacementPoint point) =>
        $"{point.Name}, {Busy(point)}: median {point.Median}, p99 {Micros.Say(point.Histogram.Percentile(99) / 1e3)} ({Say.Count(point.Histogram.Count, "exchange")})";

    private static IReadOnlyList<string> Headers { get; } =
        ["both ends on", "machine", "exchanges", "min us", "p50 us", "95% interval", "p99 us", "max us"];

    private static IReadOnlyList<Cell> Row(PlacementPoint point) =>
    [
        point.Name, Busy(point), Say.Number(point.Histogram.Count), Micros.Cell(point.Histogram.Min / 1e3), Micros.Cell(point.Median.MedianUs),
        $"{Micros.Cell(point.Median.LowUs)} to {Micros.Cell(point.Median.HighUs)}",
        Micros.Cell(point.Histogram.Percentile(99) / 1e3), Micros.Cell(point.Histogram.Max / 1e3),
    ];

    private static string Busy(PlacementPoint point) => point.Busy ? "kept busy" : "as it is";

    private string Footer => $"Exchanges of {ByteSize.Format(_size)} each way; intervals by a bootstrap over rounds. {Machine}.";

    // Bars stand on zero; on a logarithmic axis only where the small ones could not be seen otherwise.
    private FigureAxis Axis => Points.Max(point => point.Median.MedianUs) > 30 * Points.Min(point => point.Median.MedianUs)
        ? FigureAxis.Log("median exchange", "us")
        : FigureAxis.Linear("median exchange", "us");

    private IEnumerable<string> Sentences()
    {
        if (_load != "") yield return _load;
        if (_whyFewer != "") yield return _whyFewer;
        var (one, two) = (Find(PlacementKind.OneProcessor), Find(PlacementKind.TwoProcessors));
        if (one is null || two is null)
        {
            var free = Points[0];
            yield return $"{free.Name}: {free.Median}.";
            yield break;
        }

        var apart = new NoiseVerdict(one.Median, two.Median);
        yield return apart.InWords("Both ends on one processor", "each on its own") + (apart switch
        {
            { FirstIsFaster: true } when _load != "" => " Sleeping processors are the usual reason, but a machine that is not idle by itself shows less of it.",
            { FirstIsFaster: true } => " The usual reason: on one processor the other end's thread comes next as soon as this one waits; on two, the processor of the end that waits falls asleep and has to be woken for every message.",
            { SecondIsFaster: true } => " So here a second processor helps: neither end has to leave the processor to the other.",
            _ => "",
        });
        if (Find(PlacementKind.OneProcessor, busy: true) is not { } busyOne || Find(PlacementKind.TwoProcessors, busy: true) is not { } busyTwo) yield break;
        if (!MayBeIdle)
        {
            yield return "No idle machine was measured here, so this run cannot say what an idle one would do.";
            yield break;
        }

        var awake = new NoiseVerdict(busyTwo.Median, two.Median);
        yield return awake.InWords("On two processors that are kept busy", "as the machine is") + (awake switch
        {
            { FirstIsFaster: true } => $" A busy processor need not be woken, which saves {Micros.Say(two.Median.MedianUs - busyTwo.Median.MedianUs)} here.",
            { SecondIsFaster: true } => " The two ends now have to wait for their turn beside the threads that spin.",
            _ => "",
        });
        var across = new NoiseVerdict(busyOne.Median, busyTwo.Median);
        if (across.FirstIsFaster && !awake.SecondIsFaster)
        {
            yield return $"Awake, two processors still take {Micros.Times(across.Ratio)} times as long as one: to hand a message to another processor has a price of its own (an interrupt there, data in the other's cache).";
        }

        var (calm, crowded) = (two.Histogram.Percentile(99) / 1e3, busyTwo.Histogram.Percentile(99) / 1e3);
        if (crowded > 3 * calm)
        {
            yield return $"But look at the slowest hundredth: p99 is {Micros.Say(crowded)} when busy, {Micros.Say(calm)} otherwise. Now and then an end has to wait for its turn beside a thread that spins.";
        }
    }
}
