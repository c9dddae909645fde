using System.Net;

namespace SocketSchool;

/// <summary>What <see cref="Placement.Run"/> measures, and how long it may take. The defaults take about two seconds.</summary>
public sealed record PlacementOptions
{
    /// <summary>The largest message: 64 KiB.</summary>
    public const int LargestSize = 64 * 1024;

    /// <summary>The message in bytes, which the other end answers with as many; 16 by default, 1 to <see cref="LargestSize"/>.</summary>
    public int Size { get; init; } = 16;

    /// <summary>How many rounds go through all placements in turn; 6 by default, at least 5 for an interval that can be trusted.</summary>
    public int Rounds { get; init; } = 6;

    /// <summary>The most exchanges timed for each placement in each round; 2,000 by default.</summary>
    public int ExchangesPerRound { get; init; } = 2000;

    /// <summary>How long a placement may be timed in one round; 40 ms by default. Each gets at least five exchanges.</summary>
    public TimeSpan TimePerRound { get; init; } = TimeSpan.FromMilliseconds(40);

    /// <summary>
    /// Whether to measure on a busy machine too, with one thread for each processor that does nothing but spin; true by default.
    /// </summary>
    public bool Busy { get; init; } = true;

    /// <summary>How long to warm up before everything, so that the compiler has finished; 0.2 s by default.</summary>
    public TimeSpan WarmUpTime { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Where both ends are: <see cref="IPAddress.Loopback"/> by default.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>How long one exchange may stand still; 5 s by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long everything may take; 30 s by default.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        ArgumentNullException.ThrowIfNull(Address);
        if (Size is < 1 or > LargestSize) throw new ArgumentOutOfRangeException(nameof(Size), Size, "Give 1 to 65,536 bytes.");
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(ExchangesPerRound, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimePerRound, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Patience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimeLimit, TimeSpan.Zero);
    }
}
