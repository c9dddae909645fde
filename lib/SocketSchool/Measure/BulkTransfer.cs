using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>The two ends of a bulk transfer over TCP, each in its own process or thread: what iperf3 does, with blocking calls.</summary>
public static class BulkTransfer
{
    /// <summary>What each send or receive is given by default: 64 KiB.</summary>
    public const int DefaultBuffer = 64 * 1024;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends for some time, then closes.</summary>
    /// <param name="endPoint">Where somebody takes everything, for instance <see cref="ReceiveAsync"/>.</param>
    /// <param name="bufferBytes">What each send is given.</param>
    /// <param name="time">How long.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How many bytes were sent.</returns>
    /// <exception cref="MeasurementException">Nobody is there, or the connection broke.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<long> SendAsync(EndPoint endPoint, int bufferBytes, TimeSpan time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        return MeasurementGuard.RunAsync(
            () => MeasurementGuard.Run(time + s_patience, "The receiver takes nothing.", token => Send(endPoint, bufferBytes, time, token), cancellationToken),
            cancellationToken);
    }

    /// <summary>Listens on a free port of 127.0.0.1 and takes what one sender sends, until it closes.</summary>
    /// <param name="bufferBytes">What each receive is given.</param>
    /// <param name="listening">Is told the port.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>MiB per second, from the first byte to the last.</returns>
    /// <exception cref="MeasurementException">The connection broke.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Task<double> ReceiveAsync(int bufferBytes, Action<int> listening, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(listening);
        ArgumentOutOfRangeException.ThrowIfLessThan(bufferBytes, 1);
        return MeasurementGuard.RunAsync(
            () => MeasurementGuard.Run(TimeSpan.FromMinutes(15), "The sender does not end.", token => Receive(bufferBytes, listening, token), cancellationToken),
            cancellationToken);
    }

    private static long Send(EndPoint endPoint, int size, TimeSpan time, CancellationToken token)
    {
        using var socket = TcpRoundTrip.Open(endPoint, s_patience, token);
        using var closing = token.Register(socket.Dispose);
        try
        {
            var bytes = Pump(socket, RoundTripCheck.Pattern(size), size, time);
            socket.Shutdown(SocketShutdown.Send);
            return bytes;
        }
        catch (SocketException e)
        {
            throw new MeasurementException($"The connection to {TcpRoundTrip.Name(endPoint)} broke: {e.Message}.", e);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long Pump(Socket socket, PageBuffer from, int size, TimeSpan time)
    {
        var until = Stopwatch.GetTimestamp() + time.TotalSeconds * Stopwatch.Frequency;
        var bytes = 0L;
        while (Stopwatch.GetTimestamp() < until)
        {
            TcpRoundTrip.SendAll(socket, from.Slice(0, size));
            bytes += size;
        }

        return bytes;
    }

    private static double Receive(int size, Action<int> listening, CancellationToken token)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var closing = token.Register(listener.Dispose);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1);
        listening(((IPEndPoint)listener.LocalEndPoint!).Port);
        using var socket = listener.Accept();
        using var closingToo = token.Register(socket.Dispose);
        using var watchdog = new Watchdog(s_patience, socket.Dispose);
        try
        {
            socket.Poll(s_patience, SelectMode.SelectRead);
            var (bytes, _, time) = BufferTransfer.Receive(socket, new PageBuffer(size), size, long.MaxValue, TimeSpan.MaxValue, watchdog);
            return time > TimeSpan.Zero ? bytes / 1048576.0 / time.TotalSeconds : 0;
        }
        catch (Exception e) when (!token.IsCancellationRequested && e is SocketException or ObjectDisposedException)
        {
            throw new MeasurementException($"The sender's connection broke: {e.Message}.", e);
        }
    }
}
