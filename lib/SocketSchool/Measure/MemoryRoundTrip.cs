using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>
/// Shared memory: a <see cref="MemoryMappedFile"/> with a <see cref="SharedRing"/> for each direction. Who has nothing to do either looks
/// again (spinning) or waits for an event.
/// </summary>
/// <remarks>
/// Both ends are threads of this process, but each maps the memory for itself, at an address of its own, as two processes would: the
/// bytes take the same way. Two processes would find the memory by a file's path, and the event by a name, which .NET has on
/// Windows only (named semaphores and events throw <see cref="PlatformNotSupportedException"/> elsewhere; there a socket or a pipe
/// would have to ring the bell). So the event here has no name.
/// </remarks>
internal sealed class MemoryRoundTrip : IRoundTrip
{
    private const int Looks = 2000;

    private readonly bool _spins;
    private readonly MemoryMappedFile _file;
    private readonly SharedMemoryEnd _client;
    private readonly SharedMemoryEnd _server;
    private readonly SpinPause _pause = new(Looks);
    private readonly AutoResetEvent _forClient = new(false);
    private readonly AutoResetEvent _forServer = new(false);
    private readonly EchoEnd _other;
    private readonly Watchdog _watchdog;

    public MemoryRoundTrip(bool spins, TimeSpan patience)
    {
        _spins = spins;
        _file = MemoryMappedFile.CreateNew(null, SharedMemoryEnd.Footprint);
        _client = new SharedMemoryEnd(_file, first: true);
        _server = new SharedMemoryEnd(_file, first: false);
        _watchdog = new Watchdog(patience, Stop);
        _other = new EchoEnd(Transport, Echo, Stop);
    }

    public string Transport => (_spins ? TransportKind.MemorySpin : TransportKind.MemoryEvent).Name();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Exchange(PageBuffer message, PageBuffer echo, int size)
    {
        Enter();
        try
        {
            _watchdog.Begin();
            var (sent, have, empty) = (0, 0, 0);
            while (have < size)
            {
                var sentNow = sent < size ? _client.Out.Write(message.Slice(sent, size - sent)) : 0;
                var gotNow = _client.In.Read(echo.Slice(have, size - have));
                if (sentNow + gotNow == 0)
                {
                    if (_pause.IsStopped) throw TransportFailure.Broke(this, _watchdog, null);
                    Wait(_forClient, ref empty);
                    continue;
                }

                (sent, have, empty) = (sent + sentNow, have + gotNow, 0);
                _watchdog.Progress();
                if (!_spins) _forServer.Set();
            }

            _watchdog.End();
        }
        finally
        {
            _client.Leave();
        }
    }

    public void Wake() => _pause.Wake();

    public void Rest()
    {
        if (_spins) _pause.Rest();
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        _other.Dispose();
        // An exchange that is under way keeps its view until it has noticed.
        _client.Dispose();
        _server.Dispose();
        _file.Dispose();
    }

    private void Stop()
    {
        _pause.Stop();
        _forClient.Set();
        _forServer.Set();
    }

    private void Enter()
    {
        try
        {
            _client.Enter();
        }
        catch (ObjectDisposedException e)
        {
            throw TransportFailure.Broke(this, _watchdog, e);
        }
    }

    private void Wait(AutoResetEvent bell, ref int empty)
    {
        if (_spins) _pause.Empty(ref empty);
        else bell.WaitOne();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Echo()
    {
        _server.Enter();
        try
        {
            var buffer = new PageBuffer(BlockingEcho.BufferSize);
            var empty = 0;
            while (!_pause.IsStopped)
            {
                _pause.RestIfTold();
                var got = _server.In.Read(buffer.Slice(0, BlockingEcho.BufferSize));
                if (got == 0)
                {
                    Wait(_forServer, ref empty);
                    continue;
                }

                empty = 0;
                for (var sent = 0; sent < got && !_pause.IsStopped;)
                {
                    var now = _server.Out.Write(buffer.Slice(sent, got - sent));
                    if (!_spins) _forClient.Set();
                    if (now == 0) Wait(_forServer, ref empty);
                    sent += now;
                }
            }
        }
        finally
        {
            _server.Leave();
        }
    }
}
