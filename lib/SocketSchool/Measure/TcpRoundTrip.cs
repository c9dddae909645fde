using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>
/// The client's end over TCP (or another stream socket) with blocking calls: one <c>send</c>, then <c>recv</c> until everything is back. The socket is never used
/// asynchronously, because .NET would then switch it to non-blocking and wait in its event loop instead of in the call.
/// </summary>
internal sealed class TcpRoundTrip : IRoundTrip
{
    private readonly Socket _socket;
    private readonly EndPoint _peer;
    private readonly int _fitsSendBuffer;
    private readonly Watchdog _watchdog;
    private readonly IDisposable? _other;
    private BackgroundSender? _sender;

    /// <param name="socket">The connected socket; it becomes this object's own.</param>
    /// <param name="peer">Who is at the other end, for messages.</param>
    /// <param name="patience">How long nothing may move.</param>
    /// <param name="transport">What the way is called.</param>
    /// <param name="other">The other end, when it is this object's to close.</param>
    public TcpRoundTrip(Socket socket, EndPoint peer, TimeSpan patience, string transport = "tcp", IDisposable? other = null)
    {
        _socket = socket;
        _peer = peer;
        Transport = transport;
        _other = other;
        // Not the socket's own time limits: SO_RCVTIMEO makes Linux set a timer in every wait, 0.2 us of a round trip's 14.
        _watchdog = new Watchdog(patience, socket.Dispose);
        // Half, because the operating system counts its own bookkeeping as well.
        _fitsSendBuffer = socket.SendBufferSize / 2;
    }

    public string Transport { get; }

    /// <summary>Connects; the answer has to come within <paramref name="patience"/>, and later every send and receive too.</summary>
    public static TcpRoundTrip Connect(EndPoint endPoint, TimeSpan patience, CancellationToken cancellationToken) =>
        new(Open(endPoint, patience, cancellationToken), endPoint, patience);

    /// <summary>Connects a socket, <c>NoDelay</c>; the answer has to come within <paramref name="patience"/>.</summary>
    /// <exception cref="MeasurementException">Nobody answers there.</exception>
    internal static Socket Open(EndPoint endPoint, TimeSpan patience, CancellationToken cancellationToken)
    {
        Exception? last = null;
        foreach (var address in Resolve(endPoint))
        {
            var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(patience);
                // A blocking connect takes no token; closing the socket ends it.
                using (limit.Token.Register(socket.Dispose))
                {
                    socket.Connect(address);
                }

                socket.NoDelay = true;
                return socket;
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                socket.Dispose();
                cancellationToken.ThrowIfCancellationRequested();
                last = e;
            }
        }

        var why = last switch
        {
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => "the connection was refused",
            SocketException e => e.Message,
            _ => $"no answer within {Say.Duration(patience)}",
        };
        throw new MeasurementException($"Could not connect to {Name(endPoint)}: {why}. Is an echo server listening there?", last);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Exchange(PageBuffer message, PageBuffer echo, int size)
    {
        try
        {
            _watchdog.Begin();
            // A message that fits the send buffer cannot block for good, whatever the peer does. A larger one can: the peer may wait
            // for us to take what it has echoed before it reads on (or may not echo before it has everything). So it is sent
            // beside the receiving.
            var beside = size > _fitsSendBuffer;
            if (beside) Sender.Begin(message, size);
            else SendAll(_socket, message.Slice(0, size));
            for (var have = 0; have < size;)
            {
                var got = _socket.Receive(echo.Slice(have, size - have), SocketFlags.None);
                if (got == 0) throw Closed(have, size);
                have += got;
                _watchdog.Progress();
            }

            if (beside) Sender.End();
            _watchdog.End();
        }
        catch (Exception e) when (e is SocketException || (e is ObjectDisposedException && _watchdog.HasBitten))
        {
            throw Failed(e, size);
        }
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        _socket.Dispose();
        _sender?.Dispose();
        _other?.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void SendAll(Socket socket, ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[socket.Send(bytes, SocketFlags.None)..];
    }

    private BackgroundSender Sender => _sender ??= new BackgroundSender((bytes, count) => SendAll(_socket, bytes.Slice(0, count)));

    private MeasurementException Closed(int have, int size) => new(
        $"{Name(_peer)} does not echo: it closed the connection after {have:N0} of the {Say.Count(size, "byte")} it was sent. Connect to an echo server.");

    private MeasurementException Failed(Exception e, int size) => new(
        _watchdog.HasBitten
            ? $"{Name(_peer)} does not echo: of {Say.Count(size, "byte")} not all came back, and for {Say.Duration(_watchdog.Patience)} nothing moved. Connect to an echo server."
            : $"The connection to {Name(_peer)} broke after it was made: {e.Message}. Is it an echo server?", e);

    private static IEnumerable<IPEndPoint> Resolve(EndPoint endPoint)
    {
        if (endPoint is IPEndPoint address) return [address];
        if (endPoint is not DnsEndPoint name) throw new ArgumentException($"{endPoint} is not an address and port.", nameof(endPoint));
        try
        {
            return [.. Dns.GetHostAddresses(name.Host).Select(found => new IPEndPoint(found, name.Port))];
        }
        catch (SocketException e)
        {
            throw new MeasurementException($"The host name {name.Host} is unknown: {e.Message}. Check its spelling.", e);
        }
    }

    internal static string Name(EndPoint endPoint) =>
        endPoint is DnsEndPoint name ? $"{name.Host}:{name.Port}" : endPoint.ToString() ?? "";
}
