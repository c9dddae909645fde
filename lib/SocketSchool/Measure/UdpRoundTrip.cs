using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>UDP with blocking calls: one datagram there, one back. Both sockets are connected, so that nobody else's datagrams arrive.</summary>
internal sealed class UdpRoundTrip : IRoundTrip
{
    /// <summary>What one datagram over IPv4 holds: 65,535 bytes less 20 of IP's header and 8 of UDP's (RFC 768, RFC 791).</summary>
    public const int Largest = 65_507;

    private readonly Socket _client = Bound();
    private readonly Socket _server = Bound();
    private readonly EchoEnd _other;
    private readonly Watchdog _watchdog;

    public UdpRoundTrip(TimeSpan patience)
    {
        try
        {
            _client.Connect(_server.LocalEndPoint!);
            _server.Connect(_client.LocalEndPoint!);
        }
        catch
        {
            _client.Dispose();
            _server.Dispose();
            throw;
        }

        _watchdog = new Watchdog(patience, _client.Dispose);
        _other = new EchoEnd(Transport, Echo, _server.Dispose);
    }

    public string Transport => TransportKind.Udp.Name();

    public int LargestMessage => Largest;

    public string WhyNotLarger => $"a datagram over IPv4 holds at most {Say.Number(Largest)} bytes";

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Exchange(PageBuffer message, PageBuffer echo, int size)
    {
        try
        {
            _watchdog.Begin();
            _client.Send(message.Slice(0, size), SocketFlags.None);
            var got = _client.Receive(echo.Slice(0, size), SocketFlags.None);
            if (got != size) throw TransportFailure.Broke(this, _watchdog, null);
            _watchdog.End();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.MessageSize)
        {
            // macOS sends 9,216 bytes at most unless told otherwise (sysctl net.inet.udp.maxdgram).
            throw new MeasurementException($"{Transport}: this system does not send a datagram of {Say.Number(size)} bytes.", e);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw TransportFailure.Broke(this, _watchdog, e);
        }
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        _client.Dispose();
        _other.Dispose();
    }

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Echo()
    {
        var buffer = new PageBuffer(1 << 16);
        while (true)
        {
            var got = _server.Receive(buffer.Slice(0, 1 << 16), SocketFlags.None);
            _server.Send(buffer.Slice(0, got), SocketFlags.None);
        }
    }
}
