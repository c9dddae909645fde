using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SocketSchool.Tests;

/// <summary>A <see cref="Connection"/> and, at its other end, a raw socket that does just what a test tells it to.</summary>
internal sealed class Pair : IDisposable
{
    private Pair(Connection connection, Socket peer)
    {
        Connection = connection;
        Peer = peer;
    }

    public Connection Connection { get; }

    public Socket Peer { get; }

    public static async Task<Pair> Connect(ConnectionOptions? options = null, WireLog? log = null, int? peerReceiveBuffer = null)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (peerReceiveBuffer is { } size) listener.ReceiveBufferSize = size;
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var connecting = Connection.ConnectAsync((IPEndPoint)listener.LocalEndPoint!, options, log);
        var peer = await listener.AcceptAsync().Soon();
        peer.NoDelay = true;
        return new Pair(await connecting.Soon(), peer);
    }

    public void PeerSends(params ReadOnlySpan<byte> bytes) => Assert.Equal(bytes.Length, Peer.Send(bytes));

    public void PeerSends(string text) => PeerSends(Encoding.UTF8.GetBytes(text));

    public void PeerResets()
    {
        Peer.LingerState = new LingerOption(true, 0);
        Peer.Close();
    }

    public async Task<byte[]> PeerReadsToEnd()
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int got;
        while ((got = await Peer.ReceiveAsync(buffer).Soon()) > 0) all.Write(buffer, 0, got);
        return all.ToArray();
    }

    public Task ConnectionHasTaken(long bytes) =>
        Waiting.Until(() => Connection.BytesReceived >= bytes, $"the connection has received {bytes} bytes");

    public void Dispose()
    {
        Connection.Dispose();
        Peer.Dispose();
    }
}
