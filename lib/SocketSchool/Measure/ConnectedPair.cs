using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>Both ends of a new connection within this process.</summary>
internal static class ConnectedPair
{
    /// <summary>Over TCP, <c>NoDelay</c> on both ends. Whoever else connects in that moment is turned away.</summary>
    /// <exception cref="SocketException">The system does not have this kind of address, or not this one.</exception>
    /// <param name="address">Where.</param>
    /// <param name="beforeListen">Sets what the accepted end inherits.</param>
    /// <param name="beforeConnect">Sets what the connecting end needs before the handshake.</param>
    public static (Socket Client, Socket Server) Tcp(IPAddress address, Action<Socket>? beforeListen = null, Action<Socket>? beforeConnect = null)
    {
        var (client, server) = Connect(new IPEndPoint(address, 0), ProtocolType.Tcp, beforeListen, beforeConnect);
        client.NoDelay = server.NoDelay = true;
        return (client, server);
    }

    /// <summary>Over a Unix domain socket. Its file is gone when this returns; the connection does not need it.</summary>
    /// <exception cref="SocketException">The system does not have them, or the folder for temporary files does not take one.</exception>
    public static (Socket Client, Socket Server) Unix()
    {
        // Short: the whole path may have about 100 characters (unix(7)).
        var path = Path.Combine(Path.GetTempPath(), $"sk-{Guid.NewGuid():N}"[..16]);
        try
        {
            return Connect(new UnixDomainSocketEndPoint(path), ProtocolType.Unspecified);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (Socket Client, Socket Server) Connect(
        EndPoint at, ProtocolType protocol, Action<Socket>? beforeListen = null, Action<Socket>? beforeConnect = null)
    {
        using var listener = new Socket(at.AddressFamily, SocketType.Stream, protocol);
        listener.Bind(at);
        beforeListen?.Invoke(listener);
        listener.Listen(1);
        var client = new Socket(at.AddressFamily, SocketType.Stream, protocol);
        try
        {
            beforeConnect?.Invoke(client);
            client.Connect(listener.LocalEndPoint!);
            while (true)
            {
                var server = listener.Accept();
                if (at is not IPEndPoint || Equals(server.RemoteEndPoint, client.LocalEndPoint)) return (client, server);
                server.Dispose();
            }
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }
}
