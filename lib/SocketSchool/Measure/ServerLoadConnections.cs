using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>Opens many connections to one server, and closes them.</summary>
internal sealed class ServerLoadConnections : IDisposable
{
    private readonly IPEndPoint _server;
    private int _source;

    private ServerLoadConnections(IPEndPoint server, int count)
    {
        _server = server;
        Sockets = new Socket[count];
    }

    public Socket[] Sockets { get; }

    /// <summary>Opens them with blocking calls, one after the other: on loopback that takes some 50 us each, and leaves nothing behind.</summary>
    /// <exception cref="MeasurementException">The server does not answer, or this process has no descriptors or ports left.</exception>
    public static ServerLoadConnections Open(IPEndPoint server, int count, TimeSpan patience, CancellationToken cancellationToken)
    {
        var connections = new ServerLoadConnections(server, count);
        try
        {
            for (var i = 0; i < count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                connections.Sockets[i] = connections.Connect(patience, isFirst: i == 0);
            }

            return connections;
        }
        catch (SocketException e)
        {
            var open = connections.Sockets.Count(socket => socket is not null);
            connections.Dispose();
            throw new MeasurementException(Explain(server, count, open, e), e);
        }
        catch
        {
            connections.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var socket in Sockets) socket?.Dispose();
    }

    private Socket Connect(TimeSpan patience, bool isFirst)
    {
        while (true)
        {
            var socket = new Socket(_server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                if (_source > 0) socket.Bind(new IPEndPoint(new IPAddress([127, 0, 0, (byte)(1 + _source)]), 0));
                if (isFirst) ConnectInTime(socket, patience);
                else socket.Connect(_server);
                socket.NoDelay = true;
                socket.SendTimeout = (int)patience.TotalMilliseconds;
                return socket;
            }
            catch (SocketException e) when (HasNoPort(e))
            {
                // This source address has used up its ports for this server. Loopback has more addresses than 127.0.0.1 (on Linux and
                // Windows all that begin with 127), each with ports of its own.
                socket.Dispose();
                _source++;
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
    }

    private bool HasNoPort(SocketException e) =>
        e.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse
        && _server.Address.Equals(IPAddress.Loopback) && _source < 8 && !OperatingSystem.IsMacOS();

    // A blocking connect to an address that does not answer takes minutes. Once one has answered, the others will.
    private void ConnectInTime(Socket socket, TimeSpan patience)
    {
        using (var first = new Socket(_server.AddressFamily, SocketType.Stream, ProtocolType.Tcp))
        using (var limit = new CancellationTokenSource(patience))
        {
            try
            {
                first.ConnectAsync(_server, limit.Token).AsTask().GetAwaiter().GetResult();
            }
            catch (OperationCanceledException)
            {
                throw new SocketException((int)SocketError.TimedOut);
            }
        }

        socket.Connect(_server);
    }

    private static string Explain(IPEndPoint server, int count, int open, SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => $"{server} refused the connection: nobody listens there. Start an echo server first.",
        SocketError.TimedOut => $"{server} does not answer.",
        SocketError.TooManyOpenSockets =>
            $"This process may open no more files than it has: {Say.Number(open)} of {Say.Count(count, "connection")} came about. Raise the limit (ulimit -n) or ask for fewer.",
        SocketError.AddressNotAvailable or SocketError.AddressAlreadyInUse =>
            $"This machine has no ports left: {Say.Number(open)} of {Say.Count(count, "connection")} came about. Ask for fewer.",
        _ => $"{server}: {e.Message}. {Say.Number(open)} of {Say.Count(count, "connection")} came about.",
    };
}
