using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>What a <see cref="ConnectionCost"/> found: a verdict in words that is computed from the numbers, a table, two figures, a CSV form.</summary>
public sealed class ConnectionCostReport : View
{
    /// <summary>The first line of the CSV form.</summary>
    public const string CsvHeader = "way,requests,per_second,p50_us,p50_low_us,p50_high_us,p99_us,max_us,connect_p50_us,time_wait_client,time_wait_server";

    internal ConnectionCostReport(IReadOnlyList<ConnectionCostWay> ways, string machine)
    {
        Ways = ways;
        Machine = machine;
    }

    /// <summary>The reused connection first, then the ways with a new one each.</summary>
    public IReadOnlyList<ConnectionCostWay> Ways { get; }

    /// <summary>One line that says what it was measured on.</summary>
    public string Machine { get; }

    /// <summary>One of the ways.</summary>
    /// <param name="ending">Which.</param>
    public ConnectionCostWay this[ConnectionCostEnding ending] => Ways.Single(way => way.Ending == ending);

    /// <summary>A request over the reused connection against one over a new one that the client closes first.</summary>
    public NoiseVerdict Decision => new(this[ConnectionCostEnding.Reused].Median, this[ConnectionCostEnding.ClientFirst].Median);

    /// <summary>What happened, a sentence or two each.</summary>
    public IReadOnlyList<string> Verdict => [.. Sentences()];

    /// <summary>The median request, a bar for each way: the numbers that <see cref="Decision"/> compares.</summary>
    public Figure Figure() => SocketSchool.Figure
        .Bars("A request of one client", "connection", FigureAxis.Linear("median", "us"))
        .AddBars("median", Ways.Select(way => way.Name), Ways.Select(way => way.Median.MedianUs));

    /// <summary>How many sockets each way left in <c>TIME_WAIT</c>, at the client's end and at the server's.</summary>
    public Figure TimeWaitFigure()
    {
        var labels = Ways.Select(way => way.Name).ToArray();
        return SocketSchool.Figure.Bars("Who is left with TIME_WAIT", "connection", "sockets in TIME_WAIT")
            .AddBars("client's end", labels, Ways.Select(way => way.ClientTimeWait ?? double.NaN))
            .AddBars("server's end", labels, Ways.Select(way => way.ServerTimeWait ?? double.NaN));
    }

    /// <summary>The ways as CSV: <see cref="CsvHeader"/>, a line for each, times in microseconds; a field that is not known is empty. Lines end with <c>\n</c>.</summary>
    public string ToCsv()
    {
        var csv = new StringBuilder(CsvHeader).Append('\n');
        foreach (var way in Ways)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{way.Ending},{way.Histogram.Count},{way.PerSecond:0.0},{way.Median.MedianUs:0.000},");
            csv.Append(CultureInfo.InvariantCulture, $"{way.Median.LowUs:0.000},{way.Median.HighUs:0.000},{way.Histogram.Percentile(99) / 1e3:0.000},");
            csv.Append(CultureInfo.InvariantCulture, $"{way.Histogram.Max / 1e3:0.000},");
            if (way.Connect.Count > 0) csv.Append(CultureInfo.InvariantCulture, $"{way.Connect.Percentile(50) / 1e3:0.000}");
            csv.Append(CultureInfo.InvariantCulture, $",{way.ClientTimeWait},{way.ServerTimeWait}\n");
        }

        return csv.ToString();
    }

    /// <inheritdoc/>
    public override string ToHtml() => Html.Wrap(
        string.Concat(Verdict.Select(one => $"<p>{Html.Escape(one)}</p>")) +
        Html.Table(Headers, Ways.Select(Row)) +
        $"<p class=\"s\">{Html.Escape(Footer)}</p>");

    /// <inheritdoc/>
    public override string ToText() => $"{string.Join('\n', Verdict)}\n\n{Html.TextTable(Headers, Ways.Select(Row))}\n\n{Footer}";

    /// <summary>A way on one line, for progress.</summary>
    internal static string Line(ConnectionCostWay way) =>
        $"{way.Name}: median {way.Median}, {Say.Number((long)way.PerSecond)} requests/s, " +
        $"TIME_WAIT client {Known(way.ClientTimeWait)}, server {Known(way.ServerTimeWait)}";

    private static IReadOnlyList<string> Headers { get; } =
        ["connection", "requests", "per second", "p50 us", "95% interval", "p99 us", "of which connect, p50 us", "TIME_WAIT client", "TIME_WAIT server"];

    private static IReadOnlyList<Cell> Row(ConnectionCostWay way) =>
    [
        way.Name, Say.Number(way.Histogram.Count), Say.Number((long)way.PerSecond), Micros.Cell(way.Median.MedianUs),
        $"{Micros.Cell(way.Median.LowUs)} to {Micros.Cell(way.Median.HighUs)}", Micros.Cell(way.Histogram.Percentile(99) / 1e3),
        way.Connect.Count == 0 ? "" : Micros.Cell(way.Connect.Percentile(50) / 1e3), Known(way.ClientTimeWait), Known(way.ServerTimeWait),
    ];

    private string Footer =>
        $"One client, one request at a time: over one connection, or over a new one each that the client or the server closes first or the client resets; then a request is connect, exchange, close. Intervals by a bootstrap over rounds. {Machine}.";

    private static string Known(int? count) => count is { } known ? Say.Number(known) : "not told";

    private IEnumerable<string> Sentences()
    {
        yield return Decision.InWords("A request over the reused connection", "a connection for it alone") +
            (Decision.FirstIsFaster ? " Between two machines a new connection also costs a round trip of the network before the request can leave (RFC 9293 section 3.5)." : "");
        var client = this[ConnectionCostEnding.ClientFirst];
        var server = this[ConnectionCostEnding.ServerFirst];
        var reset = this[ConnectionCostEnding.Reset];
        if (client.ClientTimeWait is null || server.ServerTimeWait is null)
        {
            yield return "TIME_WAIT could not be counted: this system does not tell its sockets.";
            yield break;
        }

        yield return $"Client closes first: {Left(client)}. Server closes first: {Left(server)}." + (FirstCloserPays(client, server)
            ? " Who closes first keeps the pair of addresses for a while, so that late segments cannot disturb a new connection (RFC 9293 section 3.6.1)."
            : " That is not the usual picture (whoever closes first keeps TIME_WAIT): the system may reuse or limit such sockets.");
        yield return $"Reset: {Left(reset)}." + (reset.ClientTimeWait == 0 && reset.ServerTimeWait == 0
            ? " A reset skips TIME_WAIT, and with it the guarantee that the other end got everything; it is for giving up, not for saving ports."
            : "");
    }

    private static bool FirstCloserPays(ConnectionCostWay client, ConnectionCostWay server) =>
        client.ClientTimeWait > client.ServerTimeWait && server.ServerTimeWait > server.ClientTimeWait;

    private static string Left(ConnectionCostWay way) =>
        $"{Known(way.ClientTimeWait)} of {Say.Number(way.Histogram.Count)} left in TIME_WAIT at the client's end, {Known(way.ServerTimeWait)} at the server's";
}
