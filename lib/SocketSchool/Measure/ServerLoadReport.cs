using System.Globalization;

namespace SocketSchool;

/// <summary>What <see cref="ServerLoad"/> found: a table for busy and one for idle connections, bar charts, and what machine it was.</summary>
public sealed partial class ServerLoadReport : View
{
    private static readonly string[] s_idleHeaders =
        ["idle connections", "server", "answered", "KiB each, silent", "KiB each, answered", "KiB each, resident", "open ms", "answer ms"];

    // Between the slowest and the fastest round of one point.
    private const double MostSpread = 1.5;

    private readonly ServerLoadOptions _options;

    internal ServerLoadReport(
        IReadOnlyList<ServerLoadPoint> busy, IReadOnlyList<ServerIdlePoint> idle, ServerLoadOptions options, string machine)
    {
        Busy = busy;
        Idle = idle;
        Machine = machine;
        _options = options;
    }

    /// <summary>A point for every number of connections and server, in the order measured.</summary>
    public IReadOnlyList<ServerLoadPoint> Busy { get; }

    /// <summary>A point for every server; empty when <see cref="ServerLoadOptions.IdleConnections"/> was 0.</summary>
    public IReadOnlyList<ServerIdlePoint> Idle { get; }

    /// <summary>One line that says what it was measured on.</summary>
    public string Machine { get; }

    /// <summary>Round trips per second: a bar for each number of connections and server.</summary>
    public Figure Figure() => Busy.GroupBy(point => point.Server).Aggregate(
        SocketSchool.Figure.Bars("Round trips per second", "connections", "round trips/s"),
        (figure, server) => figure.AddBars(
            server.Key, server.DistinctBy(point => point.Connections).Select(point => Number(point.Connections)),
            server.DistinctBy(point => point.Connections).Select(point => point.RoundTripsPerSecond)));

    /// <summary>The 99th percentile of the round trip against the number of connections, both logarithmic: a line for each server.</summary>
    public Figure LatencyFigure() => Busy.GroupBy(point => point.Server).Aggregate(
        SocketSchool.Figure.Lines("99% of the round trips took at most", FigureAxis.Log("connections"), FigureAxis.Log("p99", "us")),
        (figure, server) => figure.Add(
            server.Key, server.Select(point => point.Connections), server.Select(point => point.P99Us)));

    /// <summary>Managed and resident memory of the server for each idle connection; without bars where no server told its memory.</summary>
    public Figure MemoryFigure()
    {
        ServerIdlePoint[] known = [.. Idle.Where(point => point.ManagedBytesEachAfter is not null)];
        var names = known.Select(point => point.Server).ToArray();
        return SocketSchool.Figure.Bars("Memory for each idle connection", "server", FigureAxis.Linear("memory", "KiB"))
            .AddBars("managed", names, known.Select(point => point.ManagedBytesEachAfter!.Value / 1024))
            .AddBars("resident", names, known.Select(point => point.ResidentBytesEach!.Value / 1024));
    }

    /// <summary>
    /// Says that the rounds differ too much to put the servers into an order, where they do: the fastest round of a point was more than
    /// half as fast again as its slowest. Empty when they agree.
    /// </summary>
    public string Noise
    {
        get
        {
            var noisy = Busy.Count(point => point.Rates.DefaultIfEmpty().Max() > MostSpread * point.Rates.DefaultIfEmpty().Min());
            return noisy == 0 ? "" : $"Too noisy to rank: in {noisy:N0} of {Say.Count(Busy.Count, "row")} the rounds differ by more than half. " +
                "Something else keeps this machine busy; " + (KnowsProcessor ? "take more rounds, or look at the processor time." : "run it again, or take more rounds.");
        }
    }

    /// <summary>The point of one server and number of connections.</summary>
    /// <param name="server">The server's name.</param>
    /// <param name="connections">How many connections.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public ServerLoadPoint this[string server, int connections] =>
        Busy.First(point => point.Server == server && point.Connections == connections);

    /// <inheritdoc/>
    public override string ToHtml() => Html.Wrap(
        (Busy.Count > 0 ? Html.Table(BusyHeaders, Busy.Select(Row)) : "")
        + (Idle.Count > 0 ? Html.Table(s_idleHeaders, Idle.Select(Row)) : "")
        + (Noise == "" ? "" : $"<p>{Html.Escape(Noise)}</p>") + $"<p class=\"s\">{Html.Escape(Footer)}</p>");

    /// <inheritdoc/>
    public override string ToText() => string.Join("\n\n",
    [
        .. Busy.Count > 0 ? new[] { Html.TextTable(BusyHeaders, Busy.Select(Row)) } : [],
        .. Idle.Count > 0 ? new[] { Html.TextTable(s_idleHeaders, Idle.Select(Row)) } : [],
        .. Noise == "" ? Array.Empty<string>() : [Noise],
        Footer,
    ]);

    private string Footer => (Busy.Count == 0 ? "" : string.Create(CultureInfo.InvariantCulture,
        $"Closed loop: every connection sends {Say.Count(_options.MessageBytes, "byte")} when the last ones are back. {Say.Count(_options.Rounds, "round")} " +
        $"of {Say.Duration(_options.Time)}, the servers in turn; round trips/s is the median of the rounds{(KnowsProcessor ? "; server CPU is its processor time for one" : "")}. "))
        + (Idle.Count == 0 ? "" : "Idle: each connection waits, then sends one message; memory is the server's alone. ") + $"{Machine}.";

    // Servers in the generator's own process have no processor time of their own: no column then, rather than an empty one.
    private bool KnowsProcessor => Busy.Any(point => point.ProcessorUs is not null);

    private string[] BusyHeaders =>
        ["connections", "server", "round trips/s", "lowest", "highest", "p50 us", "p99 us", .. KnowsProcessor ? ["server CPU us"] : Array.Empty<string>(), "generator busy %"];

    private IReadOnlyList<Cell> Row(ServerLoadPoint point) =>
    [
        Number(point.Connections), point.Server, Number(point.RoundTripsPerSecond), Number(point.Rates.DefaultIfEmpty().Min()),
        Number(point.Rates.DefaultIfEmpty().Max()), Number(point.P50Us), Number(point.P99Us),
        .. KnowsProcessor ? [point.ProcessorUs?.ToString("0.0", CultureInfo.InvariantCulture) ?? ""] : Array.Empty<Cell>(), Number(point.GeneratorBusy * 100),
    ];

    private static IReadOnlyList<Cell> Row(ServerIdlePoint point) =>
    [
        Number(point.Connections), point.Server, Number(point.Answered), KiB(point.ManagedBytesEach), KiB(point.ManagedBytesEachAfter),
        KiB(point.ResidentBytesEach), Number(point.OpenTime.TotalMilliseconds), Number(point.AnswerTime.TotalMilliseconds),
    ];

    private static string Number(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string KiB(double? bytes) => bytes is { } known ? (known / 1024).ToString("0.00", CultureInfo.InvariantCulture) : "unknown";
}
