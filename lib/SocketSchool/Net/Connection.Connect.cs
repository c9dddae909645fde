using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

public sealed partial class Connection
{
    /// <summary>Connects to a server of this library.</summary>
    /// <param name="server">The server; its wire log then shows both ends.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <inheritdoc cref="ConnectAsync(IPEndPoint, ConnectionOptions, WireLog, CancellationToken)" path="/exception"/>
    public static Task<Connection> ConnectAsync(TcpServer server, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(server);
        return ConnectAsync(server.ReachableEndPoint, log: server.Log, cancellationToken: cancellationToken);
    }

    /// <summary>Resolves a host name and connects to the first of its addresses that answers, in the order the resolver gives.</summary>
    /// <param name="host">A name or an address, for instance <c>localhost</c>, <c>127.0.0.1</c> or <c>::1</c>.</param>
    /// <param name="port">1 to 65535.</param>
    /// <param name="options">Limits; the defaults of <see cref="ConnectionOptions"/> when left out.</param>
    /// <param name="log">Where to record; the log of this process's own server at that address when left out, else none.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="SocketException">
    /// The name does not resolve (<see cref="SocketError.HostNotFound"/>), or the last address refused.
    /// </exception>
    /// <exception cref="ConnectionTimeoutException">
    /// The resolver or the last address did not answer within <see cref="ConnectionOptions.ConnectTimeout"/>.
    /// </exception>
    /// <inheritdoc cref="ConnectAsync(IPEndPoint, ConnectionOptions, WireLog, CancellationToken)" path="/exception"/>
    public static async Task<Connection> ConnectAsync(
        string host, int port, ConnectionOptions? options = null, WireLog? log = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        options = (options ?? new ConnectionOptions()).Validated();
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await ResolveAsync(host, options, cancellationToken);
        return await ConnectToFirstAsync(addresses, port, options, log, cancellationToken);
    }

    /// <summary>Connects to one address.</summary>
    /// <param name="endPoint">Where to.</param>
    /// <param name="options">Limits; the defaults of <see cref="ConnectionOptions"/> when left out.</param>
    /// <param name="log">Where to record; the log of this process's own server at that address when left out, else none.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <exception cref="SocketException">
    /// Nobody listens there (<see cref="SocketError.ConnectionRefused"/>) or there is no way there.
    /// </exception>
    /// <exception cref="ConnectionTimeoutException">No answer within <see cref="ConnectionOptions.ConnectTimeout"/>.</exception>
    /// <exception cref="PeerResetException">Somebody accepted and reset the connection at once.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit in <paramref name="options"/> makes no sense.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public static async Task<Connection> ConnectAsync(
        IPEndPoint endPoint, ConnectionOptions? options = null, WireLog? log = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        options = (options ?? new ConnectionOptions()).Validated();
        var began = options.TimeProvider.GetTimestamp();
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        using var deadline = new Deadline(options.TimeProvider);
        try
        {
            await socket.ConnectAsync(endPoint, deadline.Begin(options.ConnectTimeout, cancellationToken));
            var connection = new Connection(
                socket, RemoteOf(socket) ?? endPoint, WireSide.Client, log ?? LogOfOwnServer(socket, endPoint), options);
            connection.Record(WireEventKind.Connect);
            return connection;
        }
        catch (Exception e)
        {
            socket.Dispose();
            throw e switch
            {
                OperationCanceledException when deadline.Expired => new ConnectionTimeoutException(
                    nameof(options.ConnectTimeout), $"{endPoint} did not answer within {Say.Duration(options.ConnectTimeout)}.", e),
                OperationCanceledException => new OperationCanceledException(e.Message, e, cancellationToken),
                // On loopback a reset can be faster than the code that looks whether the connect succeeded.
                SocketException { SocketErrorCode: SocketError.ConnectionReset } reset =>
                    new PeerResetException(endPoint, options.TimeProvider.GetElapsedTime(began), reset),
                SocketException refused => new SocketException((int)refused.SocketErrorCode, WhyNot(endPoint, refused)),
                _ => e,
            };
        }
    }

    /// <summary>
    /// Wraps a socket that a lesson has connected or accepted itself, so that a wire log sees what happens from here on. The connection
    /// owns the socket from now on. Calls on the raw socket stay unseen.
    /// </summary>
    /// <param name="socket">A connected TCP socket.</param>
    /// <param name="log">Where to record; the log of this process's own server at the other end when left out, else none.</param>
    /// <param name="side">
    /// <see cref="WireSide.Client"/> for a socket that connected, <see cref="WireSide.Server"/> for one that was accepted.
    /// </param>
    /// <param name="options">Limits; the defaults of <see cref="ConnectionOptions"/> when left out.</param>
    /// <exception cref="ArgumentException">It is not a connected TCP socket.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A limit in <paramref name="options"/> makes no sense.</exception>
    public static Connection Over(
        Socket socket, WireLog? log = null, WireSide side = WireSide.Client, ConnectionOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(socket);
        options = (options ?? new ConnectionOptions()).Validated();
        if (socket.SocketType != SocketType.Stream || RemoteOf(socket) is not { } remote)
        {
            throw new ArgumentException(
                "This is not a connected TCP socket. Connect it first, or take the one that Accept returned.", nameof(socket));
        }

        return new Connection(socket, remote, side, log ?? LogOfOwnServer(socket, remote), options);
    }

    internal static async Task<Connection> ConnectToFirstAsync(
        IPAddress[] addresses, int port, ConnectionOptions options, WireLog? log, CancellationToken cancellationToken)
    {
        Exception? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await ConnectAsync(new IPEndPoint(address, port), options, log, cancellationToken);
            }
            catch (Exception e) when (e is SocketException or ConnectionTimeoutException)
            {
                last = e;
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<IPAddress[]> ResolveAsync(string host, ConnectionOptions options, CancellationToken cancellationToken)
    {
        try
        {
            // The resolver has time limits of its own, which are long and not ours to set.
            return await Dns.GetHostAddressesAsync(host, cancellationToken)
                .WaitAsync(options.ConnectTimeout, options.TimeProvider, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new ConnectionTimeoutException(
                nameof(options.ConnectTimeout),
                $"The name {host} was not resolved within {Say.Duration(options.ConnectTimeout)}.", e);
        }
        catch (SocketException e)
        {
            throw new SocketException((int)e.SocketErrorCode, $"The name {host} does not resolve to an address: {e.Message}.");
        }
    }

    // The system's message says neither where to nor what to do.
    private static string WhyNot(IPEndPoint endPoint, SocketException e) => e.SocketErrorCode == SocketError.ConnectionRefused
        ? $"{endPoint} refused the connection: nobody listens there. Start the server first, or check the address and the port."
        : $"Could not connect to {endPoint}: {e.Message}.";

    private static IPEndPoint? RemoteOf(Socket socket)
    {
        try
        {
            return socket.RemoteEndPoint as IPEndPoint;
        }
        catch (SocketException)
        {
            // Not connected, or the other end has reset the connection already.
            return null;
        }
    }

    private static WireLog? LogOfOwnServer(Socket socket, IPEndPoint remote) =>
        Servers.FindTcp(((IPEndPoint)socket.LocalEndPoint!).Address, remote)?.Log;
}
