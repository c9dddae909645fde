using System.Net;

namespace SocketSchool;

/// <summary>What a <see cref="PeerChat"/> may do, and how patient it is. A limit in time may not be infinite.</summary>
public sealed record PeerOptions
{
    /// <summary>
    /// The address to listen on; <see cref="IPAddress.Loopback"/> by default, which only this machine can reach.
    /// <see cref="IPAddress.Any"/> lets other machines in.
    /// </summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>This peer's id; a random one when left out. Of two peers the one with the smaller id decides which connection stays.</summary>
    public uint? Id { get; init; }

    /// <summary>How many other peers it talks with at once; 16 by default. One more is told so and left.</summary>
    public int MaxPeers { get; init; } = 16;

    /// <summary>How long a connection may take to get through the hellos; 5 seconds by default.</summary>
    public TimeSpan HelloTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one send may wait for a peer that does not read (TCP); 5 seconds by default. The peer then counts as gone.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// After how long a silence to ask whether the other one is still there; 5 seconds by default. Over TCP the operating system asks
    /// (keep-alive, RFC 9293 section 3.8.4), over UDP this class does.
    /// </summary>
    public TimeSpan PingAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>UDP: how long to wait for an acknowledgement before a datagram is sent again; 200 ms by default, and twice as long each time.</summary>
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>UDP: the longest such wait; 1 second by default.</summary>
    public TimeSpan RepeatAtMost { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>UDP: how many times a datagram is sent before the other one counts as gone; 16 by default.</summary>
    public int Attempts { get; init; } = 16;

    /// <summary>UDP: how many messages may be on their way to one peer without an acknowledgement; 8 by default. 1 is stop-and-wait.</summary>
    public int Window { get; init; } = 8;

    /// <summary>The clock behind all of this; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal PeerOptions Validated()
    {
        ArgumentNullException.ThrowIfNull(Address);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        Limits.AtLeast(1, MaxPeers);
        Limits.AtLeast(1, Attempts);
        Limits.AtLeast(1, Window);
        Finite(HelloTimeout, nameof(HelloTimeout));
        Finite(SendTimeout, nameof(SendTimeout));
        Finite(PingAfter, nameof(PingAfter));
        Finite(RepeatAfter, nameof(RepeatAfter));
        Finite(RepeatAtMost, nameof(RepeatAtMost));
        if (Window <= InOrder<string>.Room) return this;
        throw new ArgumentOutOfRangeException(nameof(Window), Window, $"Window must be at most {InOrder<string>.Room}: what the other end keeps.");
    }

    internal ServerOptions ForServer() => new()
    {
        Address = Address,
        MaxConnections = MaxPeers * 4,
        MaxLineBytes = PeerText.MaxLineBytes,
        MaxDatagramBytes = 2048,
        IdleTimeout = Timeout.InfiniteTimeSpan,
        SendTimeout = SendTimeout,
        TimeProvider = TimeProvider,
    };

    private static void Finite(TimeSpan limit, string name)
    {
        Limits.Time(limit, name);
        if (limit == Timeout.InfiniteTimeSpan) throw new ArgumentOutOfRangeException(name, limit, $"{name} must have an end.");
    }
}
