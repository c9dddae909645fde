namespace SocketSchool;

/// <summary>Limits of one <see cref="Connection"/>. Each is checked on every call; none is a sum over the connection's life.</summary>
public sealed record ConnectionOptions
{
    /// <summary>The longest time one connect may take; 10 seconds by default.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest time one receive may wait for the first byte; 30 seconds by default. <see cref="Timeout.InfiniteTimeSpan"/>
    /// switches it off.
    /// </summary>
    public TimeSpan ReceiveTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest time one send may wait for room in the operating system's buffer; 30 seconds by default.</summary>
    public TimeSpan SendTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest line that <see cref="Connection.ReadLineAsync"/> accepts, in bytes without the line end; 65,536 by default.
    /// </summary>
    public int MaxLineBytes { get; init; } = 64 * 1024;

    /// <summary>
    /// Whether small sends leave at once (<c>TCP_NODELAY</c>, that is, without Nagle's algorithm, RFC 896); true by default, because a
    /// lesson that waits 40 ms for a delayed acknowledgement by accident teaches the wrong thing.
    /// </summary>
    public bool NoDelay { get; init; } = true;

    /// <summary>The clock behind the time limits; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Says at once what would otherwise come out in the middle of the first receive.</summary>
    internal ConnectionOptions Validated()
    {
        Limits.Time(ConnectTimeout);
        Limits.Time(ReceiveTimeout);
        Limits.Time(SendTimeout);
        Limits.AtLeast(1, MaxLineBytes);
        return this;
    }
}
