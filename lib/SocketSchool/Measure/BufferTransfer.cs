using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>One transfer over a new connection: what was counted.</summary>
internal sealed record BufferTransfer(int GrantedBytes, long Bytes, long Receives, TimeSpan Time, bool IsWhole)
{
    /// <summary>What the sender gives to each <c>Send</c>, and the receiver to each <c>Receive</c> unless that is what is measured.</summary>
    public const int ProgramBuffer = 64 * 1024;

    // The clock costs about a tenth of a short receive, so it is not looked at after each.
    private const int BytesPerLook = 4096;

    /// <summary>How long a MiB took, as a histogram of one sample.</summary>
    public LatencyHistogram PerMib()
    {
        var histogram = new LatencyHistogram();
        histogram.Record((long)(Time.TotalNanoseconds / (Bytes / 1048576.0)));
        return histogram.Trimmed();
    }

    /// <summary>Sends from a thread of its own and receives on this one. The clock starts when the first bytes are there.</summary>
    /// <exception cref="SocketException">The connection could not be made, or broke.</exception>
    /// <exception cref="MeasurementException">Nothing arrived for too long.</exception>
    public static BufferTransfer Run(BufferKind kind, int? asked, PageBuffer into, PageBuffer from, BufferSweepOptions options, CancellationToken token)
    {
        var (sender, receiver) = Connect(kind, asked, options.Address);
        using var sending = sender;
        using var receiving = receiver;
        using var closing = token.Register(() => Close(sender, receiver));
        using var watchdog = new Watchdog(options.Patience, () => Close(sender, receiver));
        using var other = new EchoEnd("buffers: sender", () => SendAll(sender, from, options.TotalBytes), sender.Dispose);
        try
        {
            receiver.Poll(options.Patience, SelectMode.SelectRead);
            var most = options.TimePerTransfer == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : options.TimePerTransfer;
            var size = kind == BufferKind.Receive ? asked!.Value : ProgramBuffer;
            var (bytes, receives, time) = Receive(receiver, into, size, options.TotalBytes, most, watchdog);
            return new BufferTransfer(Granted(kind, sender, receiver, size), bytes, receives, time, bytes == options.TotalBytes);
        }
        catch (Exception e) when (watchdog.HasBitten && e is SocketException or ObjectDisposedException)
        {
            throw new MeasurementException($"Nothing arrived for {Say.Duration(options.Patience)} (Patience) over a connection within this machine.", e);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static (long Bytes, long Receives, TimeSpan Time) Receive(
        Socket socket, PageBuffer into, int size, long total, TimeSpan most, Watchdog watchdog)
    {
        var (bytes, receives) = (0L, 0L);
        var start = Stopwatch.GetTimestamp();
        var until = start + Math.Min(most.TotalSeconds, 1e6) * Stopwatch.Frequency;
        var perLook = Math.Max(1, Math.Min(64, BytesPerLook / size));
        watchdog.Begin();
        while (bytes < total)
        {
            var got = socket.Receive(into.Slice(0, size), SocketFlags.None);
            if (got == 0) break;
            bytes += got;
            receives++;
            watchdog.Progress();
            if (receives % perLook == 0 && Stopwatch.GetTimestamp() > until) break;
        }

        watchdog.End();
        return (bytes, receives, Stopwatch.GetElapsedTime(start));
    }

    private static void SendAll(Socket socket, PageBuffer from, long total)
    {
        for (var left = total; left > 0;)
        {
            var now = (int)Math.Min(left, ProgramBuffer);
            TcpRoundTrip.SendAll(socket, from.Slice(0, now));
            left -= now;
        }
    }

    // The receive buffer before listen(2) and the send buffer before connect(2): later the window's scale is settled (RFC 7323).
    private static (Socket Sender, Socket Receiver) Connect(BufferKind kind, int? asked, IPAddress address) => ConnectedPair.Tcp(
        address,
        listener =>
        {
            if (kind == BufferKind.SocketReceive && asked is { } size) listener.ReceiveBufferSize = size;
        },
        sender =>
        {
            if (kind == BufferKind.SocketSend && asked is { } size) sender.SendBufferSize = size;
        });

    private static int Granted(BufferKind kind, Socket sender, Socket receiver, int size) => kind switch
    {
        BufferKind.SocketReceive => receiver.ReceiveBufferSize,
        BufferKind.SocketSend => sender.SendBufferSize,
        _ => size,
    };

    private static void Close(Socket sender, Socket receiver)
    {
        sender.Dispose();
        receiver.Dispose();
    }
}
