using System.Net;

namespace SocketSchool;

/// <summary>
/// What a server may do and how much of it. Every limit that is hit is a <see cref="Fault"/> that carries the limit's name. A limit in
/// time may be <see cref="Timeout.InfiniteTimeSpan"/>.
/// </summary>
public sealed record ServerOptions
{
    /// <summary>
    /// The address to listen on; <see cref="IPAddress.Loopback"/> by default, which only this machine can reach.
    /// <see cref="IPAddress.Any"/> or <see cref="IPAddress.IPv6Any"/> (which takes IPv4 too) lets other machines in.
    /// </summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>How many finished handshakes may wait for <c>accept</c>; 512 by default, and the operating system may cap it.</summary>
    public int Backlog { get; init; } = 512;

    /// <summary>
    /// How many clients may be connected at once; 2,000 by default. One more is accepted and closed at once. A UDP server, which has no
    /// connections, turns nobody away: it remembers no more senders than this.
    /// </summary>
    public int MaxConnections { get; init; } = 2000;

    /// <summary>The longest line a client may send, in bytes; 65,536 by default.</summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>
    /// The largest datagram that a UDP server takes, in bytes; 65,535 by default. What is longer is cut, which the datagram says.
    /// </summary>
    public int MaxDatagramBytes { get; init; } = 65535;

    /// <summary>How long a client may say nothing while the server waits for it; 5 minutes by default.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a client may leave what it is sent unread; 30 seconds by default.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How long the server goes on reading after it has said its last word, until the client closes too; 1 second by default. Closing
    /// at once would turn into a reset when the client has sent something unread, and the client could lose the answer. The one limit
    /// that is an event in the log and not a fault: a client may take its time.
    /// </summary>
    public TimeSpan LingerTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long <see cref="Server.StopAsync"/> waits for handlers before it takes their connections away; 2 seconds by default.
    /// </summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How many events the wire log keeps; 2,000 by default. 0 switches it off.</summary>
    public int LogCapacity { get; init; } = 2000;

    /// <summary>
    /// Whether the wire log shows the first bytes of what clients send; true by default. A server that reads passwords sets it to false
    /// and the log then keeps their length alone, at both ends.
    /// </summary>
    public bool LogClientBytes { get; init; } = true;

    /// <summary>Whether small sends leave at once; true by default (see <see cref="ConnectionOptions.NoDelay"/>).</summary>
    public bool NoDelay { get; init; } = true;

    /// <summary>The clock behind time limits and timestamps; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Says at the start what would otherwise come out at the first client.</summary>
    internal ServerOptions Validated()
    {
        ArgumentNullException.ThrowIfNull(Address);
        ArgumentNullException.ThrowIfNull(TimeProvider);
        Limits.AtLeast(1, Backlog);
        Limits.AtLeast(1, MaxConnections);
        Limits.AtLeast(1, MaxLineBytes);
        Limits.AtLeast(1, MaxDatagramBytes);
        Limits.AtLeast(0, LogCapacity);
        Limits.Time(IdleTimeout);
        Limits.Time(SendTimeout);
        Limits.Time(LingerTimeout);
        Limits.Time(StopTimeout);
        return this;
    }

    internal ConnectionOptions ForConnections() => new()
    {
        ReceiveTimeout = IdleTimeout,
        SendTimeout = SendTimeout,
        MaxLineBytes = MaxLineBytes,
        NoDelay = NoDelay,
        TimeProvider = TimeProvider,
    };
}
