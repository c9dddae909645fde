using System.Globalization;

namespace SocketSchool;

/// <summary>
/// What a <see cref="NagleMeasurement"/> found: a verdict in words that is computed from the numbers, why it is so, a table. Figures:
/// <see cref="Figure"/>, <see cref="HistogramFigure"/>, <see cref="FirstExchangesFigure"/>.
/// </summary>
public sealed partial class NagleReport : View
{
    private readonly double? _ackTimerUs;

    internal NagleReport(NagleWay twoSends, NagleWay noDelay, NagleWay gathered, double? ackTimerUs, string machine)
    {
        TwoSends = twoSends;
        NoDelay = noDelay;
        Gathered = gathered;
        _ackTimerUs = ackTimerUs;
        Machine = machine;
    }

    /// <summary>Two sends with Nagle's algorithm, as every socket is made.</summary>
    public NagleWay TwoSends { get; }

    /// <summary>Two sends without it.</summary>
    public NagleWay NoDelay { get; }

    /// <summary>One send of both parts, with Nagle's algorithm.</summary>
    public NagleWay Gathered { get; }

    /// <summary>The three ways, in this order.</summary>
    public IReadOnlyList<NagleWay> Ways => [TwoSends, NoDelay, Gathered];

    /// <summary>One line that says what it was measured on.</summary>
    public string Machine { get; }

    /// <summary>Two sends with <c>NoDelay</c> against two sends without.</summary>
    public NoiseVerdict Decision => new(NoDelay.Median, TwoSends.Median);

    /// <summary>How much longer the median exchange took in two sends with Nagle's algorithm than without, in microseconds.</summary>
    public double StepUs => TwoSends.Median.MedianUs - NoDelay.Median.MedianUs;

    /// <summary>Whether the wait is there: the run can tell the two apart, and the step is at least <see cref="NagleWay.WaitUs"/>.</summary>
    public bool StepSeen => Decision.FirstIsFaster && StepUs >= NagleWay.WaitUs;

    /// <summary>
    /// How many exchanges of the new connection went by before the first that waited; <c>null</c> when none of those looked at did.
    /// </summary>
    public int? PromptAtFirst => TwoSends.FirstUs.Index().Where(one => one.Item >= NagleWay.WaitUs).Select(one => (int?)one.Index).FirstOrDefault();

    /// <summary>What happened, a sentence each.</summary>
    public IReadOnlyList<string> Verdict => [.. Sentences()];

    /// <summary>Why, a sentence or two each; empty when nothing waited.</summary>
    public IReadOnlyList<string> Why => StepSeen ?
    [
        "1. The first send left at once: nothing was under way that it could wait for.",
        "2. The second was small and the first not acknowledged yet, so Nagle's algorithm kept it back to save a packet " +
        "(RFC 896; RFC 9293 section 3.7.4 says that a program must be able to switch it off, which is NoDelay).",
        "3. The server had half a request and nothing to answer. Its system kept the acknowledgement back as well, to send it along with an " +
        "answer (RFC 1122 section 4.2.3.2 allows up to 0.5 s)." + Timer,
        "4. So the client's system waited for the acknowledgement, and the server's for the second half. Only the server's timer ended it.",
        "Cures: give the system the whole request in one send (a buffer, or a list of buffers), or switch Nagle's algorithm off when small " +
        "messages really have to go one by one. The first costs a packet less.",
    ] : [];

    /// <inheritdoc/>
    public override string ToHtml() => Html.Wrap(
        string.Concat(Verdict.Select(one => $"<p>{Html.Escape(one)}</p>")) +
        Html.Table(Headers, Ways.Select(Row)) +
        string.Concat(Why.Select(one => $"<p>{Html.Escape(one)}</p>")) +
        $"<p class=\"s\">{Html.Escape(Footer)}</p>");

    /// <inheritdoc/>
    public override string ToText() => string.Join("\n\n", new[]
    {
        string.Join('\n', Verdict), Html.TextTable(Headers, Ways.Select(Row)), string.Join('\n', Why), Footer,
    }.Where(part => part != ""));

    /// <summary>A way on one line, for progress.</summary>
    internal static string Line(NagleWay way) =>
        $"{way.Name}: median {way.Median}, {way.Waited:N0} of {Say.Count(way.Histogram.Count, "exchange")} waited";

    private static IReadOnlyList<string> Headers { get; } =
        ["way", "Nagle", "exchanges", "min us", "p50 us", "95% interval", "p99 us", "max us", "10 ms or more"];

    private static IReadOnlyList<Cell> Row(NagleWay way) =>
    [
        way.Name, way.NoDelay ? "off" : "on", Say.Number(way.Histogram.Count), Micros.Cell(way.Histogram.Min / 1e3),
        Micros.Cell(way.Median.MedianUs), $"{Micros.Cell(way.Median.LowUs)} to {Micros.Cell(way.Median.HighUs)}",
        Micros.Cell(way.Histogram.Percentile(99) / 1e3), Micros.Cell(way.Histogram.Max / 1e3), Say.Number(way.Waited),
    ];

    private string Footer => $"Whole exchanges; percentiles by nearest rank, intervals by a bootstrap over rounds. {Machine}.";

    private string Timer => _ackTimerUs is { } us ? $" The system says that this timer stands at {Micros.Say(us)} here (TCP_INFO)." : "";

    private IEnumerable<string> Sentences()
    {
        if (StepSeen)
        {
            yield return $"Two small sends and then a wait for the answer: {TwoSends.Median}, the median of an exchange. The same with NoDelay: {NoDelay.Median}. " +
                $"{Micros.Say(StepUs)} of each exchange were spent waiting for an acknowledgement.";
        }
        else if (TwoSends.Waits || NoDelay.Waits)
        {
            yield return $"{Decision.InWords("Two sends with NoDelay", "two sends with Nagle's algorithm")} " +
                "Even without Nagle's algorithm an exchange takes so long here that the step cannot be told from the noise. Run it again on a quieter machine.";
        }
        else
        {
            yield return $"No step here. {Decision.InWords("Two sends with NoDelay", "two sends with Nagle's algorithm")} " +
                "Either this system does not hold back the second send within the machine, or it acknowledges the first at once.";
        }

        yield return Gathered.Waits
            ? $"Both parts in one gathered send: {Gathered.Median}. That should not wait for anything; the machine may be overloaded."
            : $"Both parts in one gathered send, with Nagle's algorithm on: {Gathered.Median}. Nothing was held back, because there was only one send.";
        if (PromptAtFirst is { } prompt and > 0)
        {
            yield return $"On the new connection the first {(prompt == 1 ? "exchange" : string.Create(CultureInfo.InvariantCulture, $"{prompt} exchanges"))} did not wait: " +
                "a system that does not know yet how the connection will be used acknowledges at once (Linux calls it quickack). A short test can miss the step.";
        }
    }
}
