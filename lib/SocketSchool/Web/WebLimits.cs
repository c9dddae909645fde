namespace SocketSchool;

/// <summary>
/// How much of a request a <see cref="WebServer"/> takes, beside the limits that all servers have (<see cref="ServerOptions"/>). A limit
/// that is hit is answered with the status code that HTTP has for it, closes the connection and is a <see cref="Fault"/> with its name.
/// </summary>
public sealed record WebLimits
{
    /// <summary>The longest request target (path and query), in bytes; 8,000 by default (RFC 9110, section 4.1). More is a 414.</summary>
    public int MaxTargetBytes { get; init; } = 8000;

    /// <summary>The request line and all header fields together, in bytes; 16 KiB by default. More is a 431 (RFC 6585).</summary>
    public int MaxHeadBytes { get; init; } = 16 * 1024;

    /// <summary>How many header fields a request may have; 100 by default. More is a 431.</summary>
    public int MaxFields { get; init; } = 100;

    /// <summary>The largest body, in bytes; 1 MiB by default. More is a 413.</summary>
    public int MaxBodyBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// How long a request may take from its first byte to its last; 20 seconds by default. A slower one is a 408. (How long a
    /// connection may stand idle between two requests is <see cref="ServerOptions.IdleTimeout"/>.)
    /// </summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(20);

    internal WebLimits Validated()
    {
        Limits.AtLeast(1, MaxTargetBytes);
        Limits.AtLeast(64, MaxHeadBytes);
        Limits.AtLeast(1, MaxFields);
        Limits.AtLeast(0, MaxBodyBytes);
        Limits.Time(RequestTimeout);
        return this;
    }
}
