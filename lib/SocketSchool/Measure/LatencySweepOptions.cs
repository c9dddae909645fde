using System.Net;

namespace SocketSchool;

/// <summary>What a <see cref="LatencySweep"/> measures, and how long it may take. The defaults take about five seconds, two more on one processor.</summary>
public sealed record LatencySweepOptions
{
    /// <summary>The largest message size: 64 MiB.</summary>
    public const int LargestSize = 64 * 1024 * 1024;

    /// <summary>The message sizes in bytes, each 1 to <see cref="LargestSize"/>: 16 B to 1 MiB in steps of four by default.</summary>
    public IReadOnlyList<int> Sizes { get; init; } = [16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576];

    /// <summary>The most round trips timed for each size; 5,000 by default. <see cref="TimePerSize"/> may end a size earlier.</summary>
    public int Samples { get; init; } = 5000;

    /// <summary>
    /// How long one size may be timed, over all rounds; 350 ms by default. Every size gets at least one sample a round, however long
    /// that takes. <see cref="Timeout.InfiniteTimeSpan"/> takes all the samples asked for.
    /// </summary>
    public TimeSpan TimePerSize { get; init; } = TimeSpan.FromMilliseconds(350);

    /// <summary>
    /// How many times the sweep goes through all sizes; 5 by default. What disturbs the machine for a while then disturbs all sizes a
    /// little and not one of them a lot.
    /// </summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Round trips before the timed ones of each size in each round, for 30 ms at most; 50 by default.</summary>
    public int WarmUp { get; init; } = 50;

    /// <summary>
    /// How long to warm up before everything, so that the compiler has finished with the code that is measured; 0.7 s by default, and 3 s
    /// where this process was started with one processor (.NET takes its time there).
    /// </summary>
    public TimeSpan WarmUpTime { get; init; } = CompilerWarmUp.Of(700, onOneProcessor: 3000);

    /// <summary>The echo server to measure; when <c>null</c> (the default) the sweep starts its own, in this process on a thread of its own.</summary>
    public EndPoint? EndPoint { get; init; }

    /// <summary>Where the sweep's own server listens: <see cref="IPAddress.Loopback"/> by default. Not used with <see cref="EndPoint"/>.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>How long a connect may take, and how long nothing may move afterwards (noticed at most as long again later); 5 s by default. After that the server "does not echo".</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long everything may take; 2 minutes by default.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What the series is called in a figure's legend; <c>yours</c> by default.</summary>
    public string Name { get; init; } = "yours";

    internal void Validate()
    {
        if (Sizes is null || Sizes.Count == 0) throw new ArgumentException("Give at least one message size.", nameof(Sizes));
        foreach (var size in Sizes)
        {
            if (size is < 1 or > LargestSize)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(Sizes), size, $"A message size is 1 byte to {ByteSize.Format(LargestSize)}.");
            }
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(Samples, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(WarmUp);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Patience, TimeSpan.Zero);
        if (TimePerSize != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimePerSize, TimeSpan.Zero);
    }
}
