using System.Net;

namespace SocketSchool;

/// <summary>What a <see cref="ConnectionCost"/> does, and how long it may take. The defaults take about a second.</summary>
public sealed record ConnectionCostOptions
{
    /// <summary>The most connections of one way: 5,000. Each leaves a port in <c>TIME_WAIT</c>, and a system has about 16,000 or 28,000 of them.</summary>
    public const int MostConnections = 5000;

    /// <summary>How many requests each way makes in all; 600 by default, 1 to <see cref="MostConnections"/>.</summary>
    public int Requests { get; init; } = 600;

    /// <summary>How many rounds go through all ways in turn; 6 by default, at least 5 for an interval that can be trusted.</summary>
    public int Rounds { get; init; } = 6;

    /// <summary>The request in bytes; 64 by default, 1 to 4,096.</summary>
    public int RequestBytes { get; init; } = 64;

    /// <summary>The answer in bytes; 64 by default, 1 to 4,096.</summary>
    public int AnswerBytes { get; init; } = 64;

    /// <summary>Requests of each way before the timed ones; 20 by default. Their connections are not in the count of <c>TIME_WAIT</c>.</summary>
    public int WarmUp { get; init; } = 20;

    /// <summary>Where both ends are: <see cref="IPAddress.Loopback"/> by default.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>How long one request may stand still; 5 s by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long everything may take; 30 s by default.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        if (Requests is < 1 or > MostConnections)
        {
            throw new ArgumentOutOfRangeException(nameof(Requests), Requests, $"Give 1 to {MostConnections:N0} requests; each takes a port for about a minute.");
        }

        ArgumentNullException.ThrowIfNull(Address);
        Size(RequestBytes, nameof(RequestBytes));
        Size(AnswerBytes, nameof(AnswerBytes));
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(WarmUp);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(WarmUp, MostConnections);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Patience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimeLimit, TimeSpan.Zero);
    }

    private static void Size(int bytes, string name)
    {
        if (bytes is < 1 or > 4096) throw new ArgumentOutOfRangeException(name, bytes, "Give 1 to 4,096 bytes.");
    }
}
