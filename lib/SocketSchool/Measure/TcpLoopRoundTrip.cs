using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>TCP with <c>await</c>, each end on an <see cref="EventLoop"/> of one thread.</summary>
internal sealed class TcpLoopRoundTrip : IAsyncRoundTrip
{
    private readonly Socket _client;
    private readonly EventLoop _loop;
    private readonly EchoEnd _other;
    private readonly Watchdog _watchdog;

    public TcpLoopRoundTrip(TimeSpan patience)
    {
        (_client, var server) = ConnectedPair.Tcp(IPAddress.Loopback);
        _client.Blocking = server.Blocking = false;
        _loop = new EventLoop(_client);
        // The thread waits in poll(2), which closing a socket does not end. Shutting it down does.
        _watchdog = new Watchdog(patience, () => NonBlocking.Shutdown(_client));
        _other = new EchoEnd(Transport, () => Echo(server), () => NonBlocking.Shutdown(server));
    }

    public string Transport => TransportKind.TcpAsyncLoop.Name();

    public async Task LoopAsync(PageBuffer message, PageBuffer echo, int size, RoundTripLimit limit, LatencyHistogram? histogram)
    {
        for (var i = 0; i < limit.Most; i++)
        {
            var start = Stopwatch.GetTimestamp();
            _watchdog.Begin();
            var (sent, have) = (0, 0);
            while (have < size)
            {
                var sentNow = sent < size ? NonBlocking.Send(_client, message.Slice(sent, size - sent)) : 0;
                var gotNow = NonBlocking.Receive(_client, echo.Slice(have, size - have));
                if (gotNow < 0) throw new SocketException((int)SocketError.ConnectionReset);
                (sent, have) = (sent + sentNow, have + gotNow);
                if (sentNow + gotNow > 0) _watchdog.Progress();
                if (have < size && gotNow == 0) await _loop.ReadyAsync(read: true, write: sent < size);
            }

            _watchdog.End();
            var end = Stopwatch.GetTimestamp();
            histogram?.Record(RoundTripLimit.Nanoseconds(start, end));
            if (limit.IsOver(end)) return;
        }
    }

    public void Run(Func<Task> loop)
    {
        try
        {
            _loop.Run(loop);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw TransportFailure.Broke(this, _watchdog, e);
        }
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        NonBlocking.Shutdown(_client);
        _client.Dispose();
        _other.Dispose();
    }

    private static void Echo(Socket socket)
    {
        using (socket)
        {
            var loop = new EventLoop(socket);
            loop.Run(() => EchoAsync(socket, loop));
        }
    }

    private static async Task EchoAsync(Socket socket, EventLoop loop)
    {
        var buffer = new PageBuffer(BlockingEcho.BufferSize);
        while (true)
        {
            int got;
            while ((got = NonBlocking.Receive(socket, buffer.Slice(0, BlockingEcho.BufferSize))) == 0) await loop.ReadyAsync(read: true, write: false);
            if (got < 0) return;
            for (var sent = 0; sent < got;)
            {
                var now = NonBlocking.Send(socket, buffer.Slice(sent, got - sent));
                if (now == 0) await loop.ReadyAsync(read: false, write: true);
                sent += now;
            }
        }
    }
}
