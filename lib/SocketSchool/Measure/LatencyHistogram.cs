using System.Numerics;

namespace SocketSchool;

/// <summary>
/// Durations counted in buckets whose width grows with the value: any number of samples in the same 112 KiB, each kept to within
/// 0.1%. Minimum, maximum and total are exact.
/// </summary>
/// <remarks>
/// The idea is that of HdrHistogram: 1,024 buckets for every power of two. Up to 2,047 ns a bucket is 1 ns wide, so small values are
/// exact. One thread writes; read when it has finished.
/// </remarks>
public sealed class LatencyHistogram
{
    private const int SubBits = 10;
    private const int SubCount = 1 << SubBits;
    private const int Blocks = 28;

    /// <summary>The longest duration told apart, in nanoseconds (about 137 s); what is longer counts as this long.</summary>
    public const long Longest = (1L << 37) - 1;

    // A block of counts for every power of two. All are there from the start, so that recording allocates nothing.
    private readonly int[]?[] _blocks;

    /// <summary>An empty one.</summary>
    public LatencyHistogram()
        : this([.. Enumerable.Range(0, Blocks).Select(_ => new int[SubCount])])
    {
    }

    private LatencyHistogram(int[]?[] blocks) => _blocks = blocks;

    /// <summary>How many durations were recorded.</summary>
    public long Count { get; private set; }

    /// <summary>The shortest, in nanoseconds; 0 when there are none.</summary>
    public long Min { get; private set; }

    /// <summary>The longest, in nanoseconds; 0 when there are none.</summary>
    public long Max { get; private set; }

    /// <summary>The sum, in nanoseconds.</summary>
    public long Total { get; private set; }

    /// <summary>Counts one duration. Allocates nothing.</summary>
    /// <param name="nanoseconds">The duration; a negative one counts as 0.</param>
    public void Record(long nanoseconds)
    {
        var value = Math.Clamp(nanoseconds, 0, Longest);
        if (Count == 0 || value < Min) Min = value;
        if (value > Max) Max = value;
        Count++;
        Total += value;
        var index = Index(value);
        (_blocks[index >> SubBits] ??= new int[SubCount])[index & (SubCount - 1)]++;
    }

    /// <summary>Adds what another histogram has counted.</summary>
    /// <param name="other">The other one; it stays as it is.</param>
    public void Add(LatencyHistogram other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Count == 0) return;
        Min = Count == 0 ? other.Min : Math.Min(Min, other.Min);
        Max = Math.Max(Max, other.Max);
        Count += other.Count;
        Total += other.Total;
        for (var block = 0; block < Blocks; block++)
        {
            if (other._blocks[block] is not { } theirs) continue;
            var ours = _blocks[block] ??= new int[SubCount];
            for (var i = 0; i < SubCount; i++) ours[i] += theirs[i];
        }
    }

    /// <summary>A copy that keeps only the blocks with something in them, mostly 4 to 20 KiB: for a round that is finished.</summary>
    internal LatencyHistogram Trimmed() =>
        new([.. _blocks.Select(block => block is null || block.AsSpan().IndexOfAnyExcept(0) < 0 ? null : (int[])block.Clone())])
        {
            Count = Count,
            Min = Min,
            Max = Max,
            Total = Total,
        };

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        (Count, Min, Max, Total) = (0, 0, 0, 0);
        foreach (var block in _blocks) block?.AsSpan().Clear();
    }

    /// <summary>
    /// The percentile by nearest rank: the smallest recorded value that at least this share of all values does not exceed. It is a
    /// value that was seen (to within the 0.1% of a bucket), never an average of two.
    /// </summary>
    /// <param name="percent">0 (the minimum) to 100 (the maximum); 50 is the median.</param>
    /// <returns>Nanoseconds; 0 when nothing was recorded.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="percent"/> is not 0 to 100.</exception>
    public double Percentile(double percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        if (Count == 0) return 0;
        // The small subtraction keeps 99.9% of 1,000 at rank 999, where binary fractions would make it 999.0000000001.
        var rank = Math.Max(1, (long)Math.Ceiling(percent / 100 * Count - 1e-9));
        if (rank == 1) return Min;
        if (rank >= Count) return Max;
        var seen = 0L;
        var index = 0;
        while ((seen += CountAt(index)) < rank) index++;
        return Math.Clamp((LowerEdge(index) + LowerEdge(index + 1) - 1) / 2.0, Min, Max);
    }

    /// <summary>How many durations were at least <paramref name="from"/> and less than <paramref name="to"/>, to the nearest bucket.</summary>
    /// <param name="from">Nanoseconds.</param>
    /// <param name="to">Nanoseconds.</param>
    public long CountBetween(double from, double to)
    {
        var count = 0L;
        for (var i = 0; i < Blocks * SubCount; i++)
        {
            if (CountAt(i) == 0) continue;
            var middle = (LowerEdge(i) + LowerEdge(i + 1) - 1) / 2.0;
            if (middle >= to) break;
            if (middle >= from) count += CountAt(i);
        }

        return count;
    }

    /// <summary>The buckets that hold something, rising: the value that <see cref="Percentile"/> gives for each, and how many.</summary>
    internal IEnumerable<(double Nanoseconds, long Count)> Buckets()
    {
        for (var i = 0; i < Blocks * SubCount; i++)
        {
            if (CountAt(i) is > 0 and var count) yield return (Math.Clamp((LowerEdge(i) + LowerEdge(i + 1) - 1) / 2.0, Min, Max), count);
        }
    }

    private int CountAt(int index) => _blocks[index >> SubBits] is { } block ? block[index & (SubCount - 1)] : 0;

    private static int Index(long value)
    {
        if (value < 2 * SubCount) return (int)value;
        var shift = BitOperations.Log2((ulong)value) - SubBits;
        return (shift << SubBits) + (int)(value >> shift);
    }

    private static long LowerEdge(int index)
    {
        if (index < 2 * SubCount) return index;
        var shift = (index >> SubBits) - 1;
        return (long)(index - (shift << SubBits)) << shift;
    }
}
