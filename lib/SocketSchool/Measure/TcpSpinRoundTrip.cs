using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>
/// TCP with non-blocking calls that are repeated until there is something, at both ends: no thread sleeps, so none has to be woken. It
/// takes a processor for each end, and all of it.
/// </summary>
internal sealed class TcpSpinRoundTrip : IRoundTrip
{
    // An empty receive takes about 0.3 us.
    private const int Looks = 100;

    private readonly Socket _client;
    private readonly SpinPause _pause = new(Looks);
    private readonly EchoEnd _other;
    private readonly Watchdog _watchdog;

    public TcpSpinRoundTrip(TimeSpan patience)
    {
        (_client, var server) = ConnectedPair.Tcp(IPAddress.Loopback);
        _client.Blocking = server.Blocking = false;
        _watchdog = new Watchdog(patience, () => NonBlocking.Shutdown(_client));
        _other = new EchoEnd(Transport, () => Echo(server), _pause.Stop);
    }

    public string Transport => TransportKind.TcpSpin.Name();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Exchange(PageBuffer message, PageBuffer echo, int size)
    {
        try
        {
            _watchdog.Begin();
            var (sent, have, empty) = (0, 0, 0);
            while (have < size)
            {
                var sentNow = sent < size ? NonBlocking.Send(_client, message.Slice(sent, size - sent)) : 0;
                var gotNow = NonBlocking.Receive(_client, echo.Slice(have, size - have));
                if (gotNow < 0) throw TransportFailure.Broke(this, _watchdog, null);
                (sent, have) = (sent + sentNow, have + gotNow);
                if (sentNow + gotNow > 0)
                {
                    empty = 0;
                    _watchdog.Progress();
                }
                else
                {
                    _pause.Empty(ref empty);
                }
            }

            _watchdog.End();
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            throw TransportFailure.Broke(this, _watchdog, e);
        }
    }

    public void Wake() => _pause.Wake();

    public void Rest() => _pause.Rest();

    public void Dispose()
    {
        _watchdog.Dispose();
        _pause.Stop();
        _client.Dispose();
        _other.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Echo(Socket socket)
    {
        using var closing = socket;
        var buffer = new PageBuffer(BlockingEcho.BufferSize);
        var empty = 0;
        while (!_pause.IsStopped)
        {
            _pause.RestIfTold();
            var got = NonBlocking.Receive(socket, buffer.Slice(0, BlockingEcho.BufferSize));
            if (got < 0) return;
            if (got == 0) _pause.Empty(ref empty);
            else empty = 0;
            for (var sent = 0; sent < got && !_pause.IsStopped;)
            {
                var now = NonBlocking.Send(socket, buffer.Slice(sent, got - sent));
                if (now == 0) _pause.Empty(ref empty);
                sent += now;
            }
        }
    }
}
