using System.Diagnostics;
using System.Net.NetworkInformation;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>
/// What a connection costs: one small request over a connection that is kept, and over a new one each time, closed by the client first, by
/// the server first, or with a reset. And who is left with <c>TIME_WAIT</c> afterwards, counted in the system's own table.
/// </summary>
/// <remarks>
/// One client, one request at a time, blocking calls, rounds that go through the ways in turn. The time of a request runs from before its
/// connect to after its close; on the reused connection from before its send to after its last receive. That one allocates nothing per
/// request; a new connection costs what .NET needs for a new socket object as well, at both ends.
/// </remarks>
public static class ConnectionCost
{
    private static readonly ConnectionCostEnding[] s_newEach =
        [ConnectionCostEnding.ClientFirst, ConnectionCostEnding.ServerFirst, ConnectionCostEnding.Reset];

    /// <summary>Measures on this thread and returns when all is done.</summary>
    /// <param name="options">How many, how large; the defaults of <see cref="ConnectionCostOptions"/> when left out.</param>
    /// <param name="progress">Gets a line for every finished way; for instance <c>Console.WriteLine</c>.</param>
    /// <param name="cancellationToken">Ends the measurement, also in the middle of a wait.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number in the options makes no sense.</exception>
    /// <exception cref="MeasurementException">A connection broke or stood still, or the system has no free port left.</exception>
    /// <exception cref="TimeoutException">It took longer than <see cref="ConnectionCostOptions.TimeLimit"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ConnectionCostReport Run(
        ConnectionCostOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new ConnectionCostOptions();
        options.Validate();
        return MeasurementGuard.Run(
            options.TimeLimit, "Ask for fewer requests.", token => Measure(options, progress, token), cancellationToken);
    }

    /// <summary>The same on a thread of its own, for a cell that awaits it.</summary>
    /// <inheritdoc cref="Run"/>
    public static Task<ConnectionCostReport> RunAsync(
        ConnectionCostOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default) =>
        MeasurementGuard.RunAsync(() => Run(options, progress, cancellationToken), cancellationToken);

    private static ConnectionCostReport Measure(ConnectionCostOptions options, Action<string>? progress, CancellationToken token)
    {
        using var reused = new MeasuredPair(options.Address, options.RequestBytes, 0, options.AnswerBytes, noDelay: true, options.Patience);
        using var closing = token.Register(reused.Dispose);
        var kept = Histograms(options);
        List<Way> ways = [];
        try
        {
            foreach (var ending in s_newEach) ways.Add(new Way(ending, options, token));
            for (var i = 0; i < options.WarmUp; i++)
            {
                token.ThrowIfCancellationRequested();
                reused.Exchange();
                foreach (var way in ways) way.Peer.Request(out _);
            }

            foreach (var way in ways) way.Before = TimeWait(way, options, token);
            for (var round = 0; round < options.Rounds; round++)
            {
                var requests = options.Requests / options.Rounds + (round < options.Requests % options.Rounds ? 1 : 0);
                Sample(reused, kept[round], requests, token);
                foreach (var way in ways) Sample(way, way.Rounds[round], requests, token);
            }

            List<ConnectionCostWay> found = [new(ConnectionCostEnding.Reused, kept, new LatencyHistogram(), 0, 0)];
            foreach (var way in ways)
            {
                var after = TimeWait(way, options, token);
                found.Add(new ConnectionCostWay(
                    way.Ending, way.Rounds, way.Connect, after?.Client - way.Before?.Client, after?.Server - way.Before?.Server));
            }

            foreach (var way in found) progress?.Invoke(ConnectionCostReport.Line(way));
            return new ConnectionCostReport(found, MachineInfo.Describe());
        }
        finally
        {
            foreach (var way in ways) way.Dispose();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sample(MeasuredPair pair, LatencyHistogram histogram, int requests, CancellationToken token)
    {
        for (var i = 0; i < requests; i++)
        {
            token.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            pair.Exchange();
            histogram.Record(Nanoseconds(start, Stopwatch.GetTimestamp()));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sample(Way way, LatencyHistogram histogram, int requests, CancellationToken token)
    {
        for (var i = 0; i < requests; i++)
        {
            token.ThrowIfCancellationRequested();
            var start = Stopwatch.GetTimestamp();
            way.Peer.Request(out var connected);
            histogram.Record(Nanoseconds(start, Stopwatch.GetTimestamp()));
            way.Connect.Record(Nanoseconds(start, connected));
        }
    }

    private static long Nanoseconds(long start, long end) => (long)((end - start) * (1e9 / Stopwatch.Frequency));

    // The last connections may still be on their way to TIME_WAIT: the two ends close one after the other.
    private static (int Client, int Server)? TimeWait(Way way, ConnectionCostOptions options, CancellationToken token)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var table = SocketTable.ForPorts(way.Peer.EndPoint.Port);
            if (!table.Any()) return null;
            if (Stopwatch.GetElapsedTime(start) > options.Patience || table.All(row => row.State is TcpState.Listen or TcpState.TimeWait))
            {
                return (table.Count(TcpState.TimeWait, SocketRole.ClientEnd), table.Count(TcpState.TimeWait, SocketRole.ServerEnd));
            }

            if (token.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(10))) token.ThrowIfCancellationRequested();
        }
    }

    private static LatencyHistogram[] Histograms(ConnectionCostOptions options) =>
        [.. Enumerable.Range(0, options.Rounds).Select(_ => new LatencyHistogram())];

    private sealed class Way : IDisposable
    {
        private readonly CancellationTokenRegistration _closing;

        public Way(ConnectionCostEnding ending, ConnectionCostOptions options, CancellationToken token)
        {
            Ending = ending;
            Rounds = Histograms(options);
            Peer = new ConnectionCostPeer(ending, options);
            _closing = token.Register(Peer.Dispose);
        }

        public ConnectionCostEnding Ending { get; }

        public ConnectionCostPeer Peer { get; }

        public LatencyHistogram[] Rounds { get; }

        public LatencyHistogram Connect { get; } = new();

        public (int Client, int Server)? Before { get; set; }

        public void Dispose()
        {
            _closing.Dispose();
            Peer.Dispose();
        }
    }
}
