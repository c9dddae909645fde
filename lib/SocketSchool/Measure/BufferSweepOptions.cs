using System.Net;

namespace SocketSchool;

/// <summary>What a <see cref="BufferSweep"/> measures, and how long it may take. The defaults take about six seconds.</summary>
public sealed record BufferSweepOptions
{
    /// <summary>The largest buffer: 64 MiB.</summary>
    public const int LargestBuffer = 64 * 1024 * 1024;

    /// <summary>The program's receive buffers in bytes, each 1 to <see cref="LargestBuffer"/>: 16 B to 1 MiB in steps of four by default; may be empty.</summary>
    public IReadOnlyList<int> ReceiveBuffers { get; init; } = [16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576];

    /// <summary>
    /// What <c>SO_RCVBUF</c> and then <c>SO_SNDBUF</c> are set to in bytes, each 1 to <see cref="LargestBuffer"/>: 4 KiB to 4 MiB in steps of four
    /// by default; may be empty. Both are also measured untouched.
    /// </summary>
    public IReadOnlyList<int> SocketBuffers { get; init; } = [4096, 16384, 65536, 262144, 1048576, 4194304];

    /// <summary>How many bytes a transfer moves; 64 MiB by default.</summary>
    public int TotalBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>
    /// How long one transfer may take; 0.15 s by default. One that is not through by then ends early, and the report says so: it then tells
    /// the rate over what was moved. <see cref="Timeout.InfiniteTimeSpan"/> always moves everything.
    /// </summary>
    public TimeSpan TimePerTransfer { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>How many rounds go through all buffers in turn; 5 by default, which is the least for intervals.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Where both ends are: <see cref="IPAddress.Loopback"/> by default.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>How long nothing may arrive; 5 s by default.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long everything may take; 2 minutes by default.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>What the report is called in a figure's legend; <c>yours</c> by default.</summary>
    public string Name { get; init; } = "yours";

    internal void Validate()
    {
        Check(ReceiveBuffers, nameof(ReceiveBuffers));
        Check(SocketBuffers, nameof(SocketBuffers));
        if (ReceiveBuffers.Count + SocketBuffers.Count == 0) throw new ArgumentException("Give at least one buffer size.", nameof(ReceiveBuffers));
        ArgumentNullException.ThrowIfNull(Address);
        ArgumentOutOfRangeException.ThrowIfLessThan(TotalBytes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Patience, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimeLimit, TimeSpan.Zero);
        if (TimePerTransfer != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(TimePerTransfer, TimeSpan.Zero);
    }

    private static void Check(IReadOnlyList<int> sizes, string name)
    {
        ArgumentNullException.ThrowIfNull(sizes, name);
        foreach (var size in sizes)
        {
            if (size is < 1 or > LargestBuffer) throw new ArgumentOutOfRangeException(name, size, $"A buffer is 1 byte to {ByteSize.Format(LargestBuffer)}.");
        }

        if (sizes.Distinct().Count() != sizes.Count) throw new ArgumentException("A buffer size is there twice.", name);
    }
}
