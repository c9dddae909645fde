using System.Net;

namespace SocketSchool;

/// <summary>How long a message and its echo take, many times over one connection.</summary>
public static class Latency
{
    /// <summary>Measures round trips to a server of this process. Its log is off meanwhile: recording would take longer than the round trip.</summary>
    /// <param name="server">An echo server.</param>
    /// <param name="count">How many round trips; 10,000 by default.</param>
    /// <param name="size">The message's size in bytes; 16 by default.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <inheritdoc cref="RoundTrips(EndPoint, int, int, CancellationToken)" path="/exception"/>
    public static RoundTripReport RoundTrips(TcpServer server, int count = 10_000, int size = 16, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        var logged = server.Log.IsEnabled;
        server.Log.IsEnabled = false;
        try
        {
            return RoundTrips(server.ReachableEndPoint, count, size, cancellationToken);
        }
        finally
        {
            server.Log.IsEnabled = logged;
        }
    }

    /// <summary>Measures round trips to any echo server, with blocking calls on this thread, after a warm-up.</summary>
    /// <param name="endPoint">Where the server listens.</param>
    /// <param name="count">How many round trips; 10,000 by default.</param>
    /// <param name="size">The message's size in bytes; 16 by default.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <exception cref="MeasurementException">Nobody answers there, or who answers does not echo.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> or <paramref name="size"/> is below 1, or the size above 64 MiB.</exception>
    /// <exception cref="TimeoutException">It took longer than 30 s.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static RoundTripReport RoundTrips(EndPoint endPoint, int count = 10_000, int size = 16, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var report = LatencySweep.Run(
            new LatencySweepOptions
            {
                EndPoint = endPoint,
                Sizes = [size],
                Samples = count,
                TimePerSize = Timeout.InfiniteTimeSpan,
                Rounds = 1,
                WarmUpTime = TimeSpan.FromMilliseconds(300),
                TimeLimit = TimeSpan.FromSeconds(30),
            },
            cancellationToken: cancellationToken);
        return new RoundTripReport(size, report.Points[0].Histogram!, report.Machine);
    }
}
