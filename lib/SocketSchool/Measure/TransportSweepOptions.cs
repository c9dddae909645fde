namespace SocketSchool;

/// <summary>What a <see cref="TransportSweep"/> measures, and how long it may take. The defaults take about ten seconds.</summary>
public sealed record TransportSweepOptions
{
    /// <summary>The largest message size: 64 MiB.</summary>
    public const int LargestSize = LatencySweepOptions.LargestSize;

    /// <summary>Which ways to go; all by default. What this system lacks is said in the report.</summary>
    public IReadOnlyList<TransportKind> Transports { get; init; } = TransportNames.All;

    /// <summary>The message sizes in bytes, each 1 to <see cref="LargestSize"/>: 1 B to 4 MiB in steps of eight (the last one of two) by default.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [1, 8, 64, 512, 4096, 32768, 262144, 2097152, 4194304];

    /// <summary>The most round trips timed for each transport and size; 20,000 by default. <see cref="TimePerPoint"/> may end it earlier.</summary>
    public int Samples { get; init; } = 20_000;

    /// <summary>
    /// How long one transport with one size may be timed, over all rounds; 60 ms by default. Every point gets at least one sample a round,
    /// however long that takes. <see cref="Timeout.InfiniteTimeSpan"/> takes all the samples asked for.
    /// </summary>
    public TimeSpan TimePerPoint { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>
    /// How many times the sweep goes through all sizes, and with each size through all transports; 5 by default, which is the least for
    /// intervals. The transport that begins is another one in every round.
    /// </summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Round trips before the timed ones, whenever a transport's turn comes, for 5 ms at most; 20 by default.</summary>
    public int WarmUp { get; init; } = 20;

    /// <summary>
    /// How long each transport is warmed up before everything; 0.15 s by default, and 0.75 s where this process was started with one
    /// processor (.NET takes its time there to compile).
    /// </summary>
    public TimeSpan WarmUpTime { get; init; } = CompilerWarmUp.Of(150, onOneProcessor: 750);

    /// <summary>How long nothing may move before a transport is given up; 5 s by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long everything may take; 2 minutes by default.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What the report is called in a figure's legend; <c>yours</c> by default.</summary>
    public string Name { get; init; } = "yours";

    internal void Validate()
    {
        if (Transports is null || Transports.Count == 0) throw new ArgumentException("Give at least one transport.", nameof(Transports));
        foreach (var transport in Transports)
        {
            if (!TransportNames.All.Contains(transport)) throw new ArgumentOutOfRangeException(nameof(Transports), transport, "There is no such transport.");
        }

        if (Transports.Distinct().Count() != Transports.Count) throw new ArgumentException("A transport is there twice.", nameof(Transports));
        if (Sizes is null || Sizes.Count == 0) throw new ArgumentException("Give at least one message size.", nameof(Sizes));
        foreach (var size in Sizes)
        {
            if (size is < 1 or > LargestSize) throw new ArgumentOutOfRangeException(nameof(Sizes), size, $"A message size is 1 byte to {ByteSize.Format(LargestSize)}.");
        }

        if (Sizes.Distinct().Count() != Sizes.Count) throw new ArgumentException("A message size is there twice.", nameof(Sizes));
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Samples, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(WarmUp);
        ArgumentOutOfRangeException.ThrowIfLessThan(WarmUpTime, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Patience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimeLimit, TimeSpan.Zero);
        if (TimePerPoint != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimePerPoint, TimeSpan.Zero);
    }
}
