using System.Net.Sockets;

namespace SocketSchool;

/// <summary>The people of one step of a check of a chat room; they all leave when the step ends.</summary>
internal sealed class RoomProbes(TcpServer server) : IAsyncDisposable
{
    private readonly List<Probe> _people = [];
    private readonly List<Socket> _silent = [];

    public async Task<Probe> ConnectAsync()
    {
        var probe = await Probe.ConnectAsync(server.ReachableEndPoint, server, CancellationToken.None);
        _people.Add(probe);
        return probe;
    }

    /// <summary>Connects, sends a name and never reads again.</summary>
    public async Task EnterAndNeverReadAsync(string name)
    {
        var socket = new Socket(server.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        _silent.Add(socket);
        await socket.ConnectAsync(server.ReachableEndPoint);
        await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(name + "\n"));
    }

    /// <summary>Everybody hangs up, and the room has noticed: the next step finds it empty.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var socket in _silent) socket.Dispose();
        foreach (var probe in _people) await probe.DisposeAsync();
        var since = Environment.TickCount64;
        while (server.Connections.Count > 0 && Environment.TickCount64 - since < 2000) await Task.Delay(2);
    }
}
