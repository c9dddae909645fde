using System.Buffers.Binary;
using System.Diagnostics;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// One thread of the load generator with its share of the connections: whoever has its answer sends the next message. Allocates nothing
/// per message.
/// </summary>
/// <remarks>
/// Blocking sockets and <c>Socket.Select</c>: two system calls a message and one for all that are ready at once, which is less than any
/// of the servers needs, so the generator waits for them and not they for it.
/// </remarks>
internal sealed class ServerLoadWorker
{
    private const int LookMilliseconds = 100;
    private readonly Socket[] _sockets;
    private readonly long[] _sentAt;
    private readonly int[] _have;
    private readonly List<Socket> _ready;
    private readonly byte[] _message;
    private readonly byte[] _buffer;
    private readonly TimeSpan _patience;
    private readonly Thread _thread;
    private long _begin;
    private long _end;
    private long _waited;
    private int _outstanding;
    private volatile bool _stop;

    public ServerLoadWorker(Socket[] sockets, int messageBytes, TimeSpan patience)
    {
        _sockets = sockets;
        _sentAt = new long[sockets.Length];
        _have = new int[sockets.Length];
        _ready = new List<Socket>(sockets.Length);
        _message = new byte[messageBytes];
        for (var i = 0; i < messageBytes; i++) _message[i] = (byte)('a' + i % 26);
        _buffer = new byte[messageBytes];
        _patience = patience;
        _thread = new Thread(Work) { IsBackground = true, Name = "load generator" };
    }

    /// <summary>What came back while it counted.</summary>
    public LatencyHistogram Histogram { get; } = new();

    /// <summary>How many messages came back in all, also before and after it counted.</summary>
    public long Total { get; private set; }

    public Exception? Failure { get; private set; }

    /// <summary>What its thread allocated while it ran; for the test that it is next to nothing.</summary>
    public long AllocatedBytes { get; private set; }

    /// <summary>Time at work between begin and end, 0 to 1.</summary>
    public double Busy => Math.Clamp(1 - (double)_waited / Math.Max(1, _end - _begin), 0, 1);

    /// <summary>Starts; counting begins and ends at these timestamps of <see cref="Stopwatch"/>.</summary>
    public void Start(long begin, long end)
    {
        (_begin, _end) = (begin, end);
        _thread.Start();
    }

    public void Stop() => _stop = true;

    /// <summary>Waits for its end, which is soon after the counting's.</summary>
    public void Join() => _thread.Join();

    private void Work()
    {
        try
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < _sockets.Length; i++) Send(i, Stopwatch.GetTimestamp());
            Loop();
            AllocatedBytes = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        catch (Exception e)
        {
            Failure = e is SocketException or ObjectDisposedException ? Closed(e) : e;
        }
    }

    private void Loop()
    {
        var lastAnswer = Stopwatch.GetTimestamp();
        // At the end nothing new is sent but all answers are waited for: closing with an answer unread would be a reset to the server.
        while (_outstanding > 0 && !_stop)
        {
            var before = Stopwatch.GetTimestamp();
            _ready.Clear();
            _ready.AddRange(_sockets);
            Socket.Select(_ready, null, null, LookMilliseconds * 1000);
            var after = Stopwatch.GetTimestamp();
            if (before >= _begin && after <= _end) _waited += after - before;
            if (_ready.Count == 0)
            {
                if (Stopwatch.GetElapsedTime(lastAnswer, after) > _patience) throw Silent();
                continue;
            }

            lastAnswer = after;
            TakeAll();
        }
    }

    private void TakeAll()
    {
        // Select keeps the order, so one walk finds every socket's place.
        var index = 0;
        foreach (var socket in _ready)
        {
            while (!ReferenceEquals(_sockets[index], socket)) index++;
            Take(index);
        }
    }

    private void Take(int index)
    {
        var have = _have[index];
        var got = _sockets[index].Receive(_buffer.AsSpan(0, _message.Length - have), SocketFlags.None);
        if (got == 0) throw Closed(null);
        Mark(index);
        if (!_buffer.AsSpan(0, got).SequenceEqual(_message.AsSpan(have, got))) throw NoEcho();
        _have[index] = have + got;
        if (have + got < _message.Length) return;
        var now = Stopwatch.GetTimestamp();
        if (now >= _begin && now < _end) Histogram.Record((long)Stopwatch.GetElapsedTime(_sentAt[index], now).TotalNanoseconds);
        _have[index] = 0;
        _outstanding--;
        Total++;
        if (now < _end) Send(index, now);
    }

    private void Send(int index, long now)
    {
        Mark(index);
        _sentAt[index] = now;
        _outstanding++;
        for (var sent = 0; sent < _message.Length;) sent += _sockets[index].Send(_message.AsSpan(sent), SocketFlags.None);
    }

    // So that an answer that went to the wrong client does not pass for the right one.
    private void Mark(int index)
    {
        if (_message.Length >= sizeof(int)) BinaryPrimitives.WriteInt32LittleEndian(_message, index);
    }

    private MeasurementException NoEcho() => new($"{_sockets[0].RemoteEndPoint} did not send back what it got. Is it an echo server?");

    private MeasurementException Silent() => new(
        $"{_sockets[0].RemoteEndPoint} has answered nobody for {Say.Duration(_patience)}, and {Say.Count(_outstanding, "message")} are under way.");

    private static MeasurementException Closed(Exception? e) => new(
        "The server closed a connection in the middle of the measurement. Is it an echo server, and does it take so many clients (MaxConnections)?", e);
}
