using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool.App.Serve;

/// <summary>
/// The sockets that the page is served on, bound before the server starts: so a port that is free is also ours, in IPv4 and in IPv6.
/// Were only one of them ours, another user of the machine could take the other, and "localhost" lead to him.
/// </summary>
sealed class ListeningSockets
{
    ListeningSockets(IReadOnlyList<Socket> sockets) => Sockets = sockets;

    public IReadOnlyList<Socket> Sockets { get; }

    public int Port => ((IPEndPoint)Sockets[0].LocalEndPoint!).Port;

    /// <summary>Binds what the options ask for.</summary>
    /// <exception cref="BadInputException">The port is taken, or the address is not this machine's.</exception>
    public static ListeningSockets Bind(ServeOptions options)
    {
        var ports = options.Port is { } port
            ? [port]
            : Enumerable.Range(ServeOptions.DefaultPort, ServeOptions.PortsTried).Append(0);
        foreach (var one in ports)
        {
            // Any free port in IPv4 may be taken in IPv6: then another one is asked for.
            for (var attempt = 0; attempt < (one == 0 ? 20 : 1); attempt++)
            {
                if (TryBind(options.Address, one) is { } bound)
                    return bound;
            }
        }

        throw new BadInputException(options.Port == 0
            ? "No free port was found."
            : string.Create(CultureInfo.InvariantCulture, $"Port {options.Port} is in use by another program. Choose another one: serve --port N, or 0 for any."));
    }

    static ListeningSockets? TryBind(IPAddress? address, int port)
    {
        var sockets = new List<Socket>();
        try
        {
            sockets.Add(Listen(address ?? IPAddress.Loopback, port));
            if (address is null && Socket.OSSupportsIPv6)
            {
                var bound = ((IPEndPoint)sockets[0].LocalEndPoint!).Port;
                if (TryListenIPv6(bound) is { } second)
                    sockets.Add(second);
            }

            return new ListeningSockets(sockets);
        }
        catch (SocketException e)
        {
            sockets.ForEach(socket => socket.Dispose());
            return e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse => null,
                SocketError.AccessDenied => throw new BadInputException(
                    string.Create(CultureInfo.InvariantCulture, $"Port {port} needs more rights than you have. Choose one above 1023: serve --port N."), e),
                _ => throw new BadInputException(
                    $"{address}: cannot be listened on: {e.Message} Choose an address of this machine: serve --address IP.", e),
            };
        }
    }

    // A machine without IPv6 has only the other one.
    static Socket? TryListenIPv6(int port)
    {
        try
        {
            return Listen(IPAddress.IPv6Loopback, port);
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported)
        {
            return null;
        }
    }

    static Socket Listen(IPAddress address, int port)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Equals(IPAddress.IPv6Any))
                socket.DualMode = true;
            if (OperatingSystem.IsWindows())
                socket.ExclusiveAddressUse = true;
            socket.Bind(new IPEndPoint(address, port));
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
