using System.Net;

namespace SocketSchool;

/// <summary>
/// What both ends of a server's conversations did, in order. Bounded: the oldest events are dropped and counted. Safe to write and
/// read from many threads at once.
/// </summary>
/// <remarks>Shown in a notebook it draws itself as a sequence diagram (<see cref="SequenceDiagram"/>).</remarks>
[TypeFormatterSource(typeof(ViewFormatterSource), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed class WireLog : IView
{
    /// <summary>How many bytes of each message an event keeps: 64.</summary>
    public const int PreviewLimit = 64;

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly WireEvent[] _ring;
    private long _written;
    private long _cleared;
    private long _clears;

    /// <summary>A log of its own, for instance for a <see cref="Connection"/> to a server of another process.</summary>
    /// <param name="capacity">How many events it keeps; at least 1, 2,000 by default.</param>
    /// <param name="time">Its clock; the system's by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1.</exception>
    public WireLog(int capacity = 2000, TimeProvider? time = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _time = time ?? TimeProvider.System;
        _start = _time.GetTimestamp();
        _ring = new WireEvent[capacity];
    }

    /// <summary>Whether events are recorded: true unless switched off, which measurements do.</summary>
    public bool IsEnabled { get; set; } = true;

    /// <summary>
    /// Whether what clients send is recorded by its length alone: false unless <see cref="ServerOptions.LogClientBytes"/> says so.
    /// </summary>
    public bool HidesClientBytes { get; init; }

    /// <summary>
    /// Raised for every event as it is recorded, in order, on the thread that did the deed and with the log locked: take the event,
    /// hand it on, return, and throw nothing.
    /// </summary>
    public event Action<WireEvent>? Recorded;

    /// <summary>How many events the log keeps.</summary>
    public int Capacity => _ring.Length;

    /// <summary>How many of the oldest events were dropped to stay within <see cref="Capacity"/>.</summary>
    public long Dropped
    {
        get
        {
            lock (_gate) return Math.Max(0, _written - _cleared - _ring.Length);
        }
    }

    /// <summary>A number that grows whenever the log changes.</summary>
    internal long Version
    {
        get
        {
            lock (_gate) return _written + _clears;
        }
    }

    /// <summary>A snapshot of the events kept, oldest first.</summary>
    public IReadOnlyList<WireEvent> Events
    {
        get
        {
            lock (_gate)
            {
                var count = (int)Math.Min(_written - _cleared, _ring.Length);
                var first = _written - count;
                var events = new WireEvent[count];
                for (var i = 0; i < count; i++) events[i] = _ring[(first + i) % _ring.Length];
                return new WireEventList(events);
            }
        }
    }

    /// <summary>Adds a remark of your own, so that a diagram says where a step of the lesson began.</summary>
    /// <param name="text">The remark.</param>
    public void Note(string text) => Add(WireSide.Server, WireEventKind.Note, null, text: text);

    /// <summary>Forgets all events; the clock and the numbers go on.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            Array.Clear(_ring);
            _cleared = _written;
            _clears++;
        }
    }

    /// <inheritdoc/>
    public string ToHtml() => new SequenceDiagram(this).ToHtml();

    /// <inheritdoc/>
    public string ToText() => new SequenceDiagram(this).ToText();

    /// <summary>The same as <see cref="ToText"/>.</summary>
    public override string ToString() => ToText();

    internal void Add(
        WireSide side, WireEventKind kind, IPEndPoint? client, ReadOnlySpan<byte> bytes = default, string text = "", long offset = -1)
    {
        if (!IsEnabled) return;
        var hidden = HidesClientBytes && (side, kind) is
            (WireSide.Client, WireEventKind.Send) or (WireSide.Server, WireEventKind.Receive);
        var preview = hidden ? [] : bytes[..Math.Min(bytes.Length, PreviewLimit)].ToArray();
        if (hidden && text.Length == 0) text = "hidden";
        lock (_gate)
        {
            // The time is taken inside the lock, so that numbers and times agree about the order.
            var microseconds = _time.GetElapsedTime(_start).TotalMicroseconds;
            var number = ++_written;
            var recorded = new WireEvent(number, microseconds, side, kind, client, bytes.Length, preview, text, offset);
            _ring[(number - 1) % _ring.Length] = recorded;
            Recorded?.Invoke(recorded);
        }
    }
}
