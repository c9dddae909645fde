using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>TCP with <c>await</c> at both ends, as one writes it. Why that takes longer than blocking calls is told at <see cref="EventLoop"/>.</summary>
internal sealed class TcpAsyncRoundTrip : IAsyncRoundTrip
{
    private readonly Socket _client;
    private readonly Socket _server;
    private readonly int _fitsSendBuffer;
    private readonly Watchdog _watchdog;

    public TcpAsyncRoundTrip(TimeSpan patience)
    {
        (_client, _server) = ConnectedPair.Tcp(IPAddress.Loopback);
        _fitsSendBuffer = _client.SendBufferSize / 2;
        _watchdog = new Watchdog(patience, _client.Dispose);
        _ = Task.Run(EchoAsync);
    }

    public string Transport => TransportKind.TcpAsync.Name();

    // No ConfigureAwait: where this continues is what is measured, and Run has chosen a place without a context.
    public async Task LoopAsync(PageBuffer message, PageBuffer echo, int size, RoundTripLimit limit, LatencyHistogram? histogram)
    {
        for (var i = 0; i < limit.Most; i++)
        {
            var start = Stopwatch.GetTimestamp();
            _watchdog.Begin();
            var sending = ValueTask.CompletedTask;
            // A message that fits is in the send buffer at once. One that does not has to be received while it is sent.
            if (size > _fitsSendBuffer) sending = SendAllAsync(_client, message.Memory(0, size));
            else for (var sent = 0; sent < size;) sent += await _client.SendAsync(message.Memory(sent, size - sent), SocketFlags.None);
            for (var have = 0; have < size;)
            {
                var got = await _client.ReceiveAsync(echo.Memory(have, size - have), SocketFlags.None);
                if (got == 0) throw new SocketException((int)SocketError.ConnectionReset);
                have += got;
                _watchdog.Progress();
            }

            await sending;
            _watchdog.End();
            var end = Stopwatch.GetTimestamp();
            histogram?.Record(RoundTripLimit.Nanoseconds(start, end));
            if (limit.IsOver(end)) return;
        }
    }

    // On the pool, where there is no context to go back to. The thread that waits here sleeps meanwhile.
    public void Run(Func<Task> loop)
    {
        try
        {
            Task.Run(loop).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw TransportFailure.Broke(this, _watchdog, e);
        }
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        _client.Dispose();
        _server.Dispose();
    }

    private async Task EchoAsync()
    {
        var buffer = new PageBuffer(BlockingEcho.BufferSize).Memory(0, BlockingEcho.BufferSize);
        try
        {
            int got;
            while ((got = await _server.ReceiveAsync(buffer, SocketFlags.None)) > 0)
            {
                for (var sent = 0; sent < got;) sent += await _server.SendAsync(buffer[sent..got], SocketFlags.None);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed: the measurement is over.
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private static async ValueTask SendAllAsync(Socket socket, Memory<byte> bytes)
    {
        while (bytes.Length > 0) bytes = bytes[await socket.SendAsync(bytes, SocketFlags.None)..];
    }
}
