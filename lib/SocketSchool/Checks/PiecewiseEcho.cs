using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// An echo server for one client that answers each message in two pieces, holds the second one back as long as it is told, and notes
/// when what came and went: what a check of a measurement compares the measured number with.
/// </summary>
internal sealed class PiecewiseEcho : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IReadOnlyList<TimeSpan> _holds;
    private readonly int _size;
    private readonly bool _cutsOff;
    private readonly TimeSpan _readPause;
    private readonly Task _serving;
    private Socket? _client;
    private long _bytesReceived;

    /// <param name="size">How long a message is.</param>
    /// <param name="holds">How long to hold back the second half of each answer; none after the last of them.</param>
    /// <param name="cutsOff">Whether to end the stream after the first half of the last answer in <paramref name="holds"/>.</param>
    /// <param name="readPause">
    /// How long to wait between the first piece of a message and the rest. A message that the buffers in between cannot hold keeps its
    /// sender in the send for as long.
    /// </param>
    public PiecewiseEcho(int size, IReadOnlyList<TimeSpan> holds, bool cutsOff = false, TimeSpan readPause = default)
    {
        (_size, _holds, _cutsOff, _readPause) = (size, holds, cutsOff, readPause);
        // Accepted sockets inherit it; without it the operating system may give the buffer megabytes.
        if (readPause > TimeSpan.Zero) _listener.ReceiveBufferSize = 64 * 1024;
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(5);
        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        _serving = Task.Run(ServeAsync);
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>The client has closed its connection.</summary>
    public Task Ended => _ended.Task;

    public long BytesReceived => Interlocked.Read(ref _bytesReceived);

    /// <summary>When the first piece of each message was there: its sender had begun to send by then.</summary>
    public List<long> Begun { get; } = [];

    /// <summary>When each message was there, whole.</summary>
    public List<long> Arrived { get; } = [];

    /// <summary>When the last piece of each answer was about to leave.</summary>
    public List<long> Answered { get; } = [];

    /// <summary>The number of the message, from 1, that came before the answer to the one before it was complete; 0 when none did.</summary>
    public int TooEarly { get; private set; }

    /// <summary>Whether a second connection waits at the door.</summary>
    public bool HasSecondClient => _listener.Poll(0, SelectMode.SelectRead);

    /// <summary>Frees a client that waits for ever.</summary>
    public void Abort()
    {
        if (_client is not { } client) return;
        // Closing without lingering sends a reset.
        client.LingerState = new LingerOption(true, 0);
        client.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _serving;
        _listener.Dispose();
        _client?.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            _client = await _listener.AcceptAsync(_stop.Token);
            _client.NoDelay = true;
            var message = new byte[_size];
            for (var i = 0; await ReceiveAsync(message, _stop.Token); i++)
            {
                Arrived.Add(Stopwatch.GetTimestamp());
                if (!await AnswerAsync(message, i, _stop.Token)) return;
            }

            // As an echo server does: a client that half-closes may read to the end.
            _client.Shutdown(SocketShutdown.Send);
            _ended.TrySetResult();
        }
        catch (SocketException)
        {
            // A reset: the client has closed with bytes unread, which is closed all the same.
            _ended.TrySetResult();
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The check is over.
        }
    }

    private async Task<bool> AnswerAsync(byte[] message, int i, CancellationToken stop)
    {
        // Rounded down: the last piece, whose time is noted, is never empty.
        var half = _size / 2;
        await _client!.SendAsync(message.AsMemory(0, half), stop);
        if (_cutsOff && i == _holds.Count - 1)
        {
            _client.Shutdown(SocketShutdown.Send);
            return false;
        }

        if (i < _holds.Count && _holds[i] > TimeSpan.Zero)
        {
            await Task.Delay(_holds[i], stop);
            if (TooEarly == 0 && _client.Available > 0) TooEarly = i + 2;
        }

        Answered.Add(Stopwatch.GetTimestamp());
        await _client.SendAsync(message.AsMemory(half), stop);
        return true;
    }

    private async Task<bool> ReceiveAsync(byte[] message, CancellationToken stop)
    {
        for (var have = 0; have < message.Length;)
        {
            var got = await _client!.ReceiveAsync(message.AsMemory(have), stop);
            if (got == 0) return false;
            if (have == 0)
            {
                Begun.Add(Stopwatch.GetTimestamp());
                if (_readPause > TimeSpan.Zero) await Task.Delay(_readPause, stop);
            }

            have += got;
            Interlocked.Add(ref _bytesReceived, got);
        }

        return true;
    }
}
