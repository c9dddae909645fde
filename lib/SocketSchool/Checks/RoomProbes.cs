using System.Net.Sockets;

namespace SocketSchool;

/// <summary>The people of one step of a check of a chat room; they all leave when the step ends.</summary>
internal sealed class RoomProbes(TcpServer server) : IAsyncDisposable
{
    private readonly List<Probe> _people = [];
    private readonly List<Socket> _silent = [];
    private readonly Dictionary<Probe, List<string>> _early = [];

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

    /// <summary>
    /// Expects a line. Notices of joining may come in another order and somebody may get one that is older than itself, because the
    /// threads of two newcomers go through the room at the same time: both are right.
    /// </summary>
    public async Task ExpectLineAsync(Probe probe, string expected)
    {
        if (!_early.TryGetValue(probe, out var early)) early = _early[probe] = [];
        if (early.Remove(expected)) return;
        while (true)
        {
            var line = await probe.ExpectLineAsync(
                one => one == expected || (one.StartsWith("* ", StringComparison.Ordinal) && one.EndsWith(" has joined", StringComparison.Ordinal)),
                $"\"{expected}\"");
            if (line == expected) return;
            early.Add(line);
        }
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
