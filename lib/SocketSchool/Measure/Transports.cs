using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>Opens each transport with both ends in this process.</summary>
internal static class Transports
{
    /// <param name="kind">Which.</param>
    /// <param name="patience">How long nothing may move later on.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <exception cref="MeasurementException">This system does not have it; the message says why, without a period.</exception>
    public static IRoundTrip Open(TransportKind kind, TimeSpan patience, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            return kind switch
            {
                TransportKind.Tcp => Blocking(kind, ConnectedPair.Tcp(IPAddress.Loopback), patience),
                TransportKind.TcpIPv6 => Blocking(kind, ConnectedPair.Tcp(IPAddress.IPv6Loopback), patience),
                TransportKind.TcpOwnAddress => Blocking(kind, ConnectedPair.Tcp(OwnAddress()), patience),
                TransportKind.TcpAsync => new TcpAsyncRoundTrip(patience),
                TransportKind.TcpAsyncLoop => new TcpLoopRoundTrip(patience),
                TransportKind.TcpSpin => new TcpSpinRoundTrip(patience),
                TransportKind.Udp => new UdpRoundTrip(patience),
                TransportKind.Unix when !Socket.OSSupportsUnixDomainSockets => throw new PlatformNotSupportedException("this system has no Unix domain sockets"),
                TransportKind.Unix => Blocking(kind, ConnectedPair.Unix(), patience),
                TransportKind.NamedPipe => new PipeRoundTrip(patience, cancellationToken),
                TransportKind.MemoryEvent => new MemoryRoundTrip(spins: false, patience),
                TransportKind.MemorySpin => new MemoryRoundTrip(spins: true, patience),
                _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such transport."),
            };
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new MeasurementException($"nobody answered within {Say.Duration(patience)}", e);
        }
        catch (Exception e) when (e is SocketException or IOException or PlatformNotSupportedException or UnauthorizedAccessException or ArgumentException)
        {
            throw new MeasurementException(e.Message.TrimEnd('.'), e);
        }
    }

    private static TcpRoundTrip Blocking(TransportKind kind, (Socket Client, Socket Server) pair, TimeSpan patience)
    {
        var (client, server) = pair;
        var other = new EchoEnd(kind.Name(), () => BlockingEcho.Echo(server, new PageBuffer(BlockingEcho.BufferSize)), server.Dispose);
        return new TcpRoundTrip(client, client.RemoteEndPoint ?? server.LocalEndPoint!, patience, kind.Name(), other);
    }

    private static IPAddress OwnAddress()
    {
        // Not by the host's name, which many systems resolve to a loopback address.
        foreach (var card in NetworkInterface.GetAllNetworkInterfaces())
        {
            if (card.OperationalStatus != OperationalStatus.Up || card.NetworkInterfaceType == NetworkInterfaceType.Loopback) continue;
            foreach (var one in card.GetIPProperties().UnicastAddresses)
            {
                if (one.Address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(one.Address)) return one.Address;
            }
        }

        throw new PlatformNotSupportedException("this machine has no address in a network now");
    }
}
