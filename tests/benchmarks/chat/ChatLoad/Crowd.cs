using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatLoad;

/// <summary>
/// Some hundred people in one room, all on one thread: they send in turns and count the lines that come. The same for every server but
/// for the words of its protocol, so the load costs the same on each side of a comparison.
/// </summary>
internal sealed class Crowd : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private readonly List<Socket> _sockets = [];
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly byte[] _message;
    private long _delivered;
    private int _next;

    private Crowd(byte[] message) => _message = message;

    /// <summary>Connects everybody, has them join, and waits until the room is quiet.</summary>
    public static Crowd Join(int port, int people, Func<int, string> join, string message)
    {
        var crowd = new Crowd(Encoding.UTF8.GetBytes(message));
        for (var i = 0; i < people; i++)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            crowd._sockets.Add(socket);
            socket.Connect(new IPEndPoint(IPAddress.Loopback, port));
            if (join(i) is { Length: > 0 } words) socket.Send(Encoding.UTF8.GetBytes(words));
            socket.Blocking = false;
        }

        while (crowd.ReceiveSome(TimeSpan.FromMilliseconds(700)))
        {
            // Greetings and notices of everybody's joining.
        }

        crowd._delivered = 0;
        return crowd;
    }

    /// <summary>
    /// For so long, keeps a number of messages under way: sent, and not yet received by all the others. Returns when all have arrived.
    /// </summary>
    /// <returns>How many lines were delivered, and in how many seconds.</returns>
    public (long Delivered, double Seconds) Talk(TimeSpan time, int window)
    {
        var others = _sockets.Count - 1;
        var began = Stopwatch.GetTimestamp();
        var (before, sent) = (_delivered, 0L);
        while (true)
        {
            var arrived = _delivered - before;
            var over = Stopwatch.GetElapsedTime(began) >= time;
            if (over && arrived == sent * others) return (arrived, Stopwatch.GetElapsedTime(began).TotalSeconds);
            if (arrived > sent * others) throw new InvalidOperationException($"{arrived} lines came, {sent * others} were to come.");
            for (; !over && (sent * others) - arrived <= (long)(window - 1) * others; sent++)
            {
                _sockets[_next++ % _sockets.Count].Send(_message);
            }

            if (!ReceiveSome(s_patience)) throw new TimeoutException($"{(sent * others) - arrived} lines never came.");
        }
    }

    public void Dispose()
    {
        foreach (var socket in _sockets) socket.Dispose();
    }

    /// <summary>Takes what has come; false when nothing comes for that long.</summary>
    private bool ReceiveSome(TimeSpan patience)
    {
        var ready = new List<Socket>(_sockets);
        Socket.Select(ready, null, null, patience);
        foreach (var socket in ready)
        {
            var got = socket.Receive(_buffer, SocketFlags.None, out var error);
            if (error == SocketError.WouldBlock) continue;
            if (got == 0) throw new InvalidOperationException($"The server closed a connection ({error}): a limit of its own?");
            _delivered += _buffer.AsSpan(0, got).Count((byte)'\n');
        }

        return ready.Count > 0;
    }
}
