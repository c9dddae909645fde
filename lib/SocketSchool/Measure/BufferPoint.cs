namespace SocketSchool;

/// <summary>What one buffer did in all rounds together.</summary>
/// <param name="Kind">Which buffer was changed.</param>
/// <param name="AskedBytes">What it was set to; <c>null</c> when it was left as the system makes it.</param>
/// <param name="GrantedBytes">What the system says that it is (Linux doubles what was asked for, and has limits: socket(7)); for the program's own buffer its size.</param>
/// <param name="Bytes">How many bytes were received.</param>
/// <param name="Receives">How many calls of <c>Receive</c> returned some of them.</param>
/// <param name="MibPerSecond">Throughput: the median of the rounds.</param>
/// <param name="LowMibPerSecond">The lower end of its 95% interval (bootstrap over the rounds); <c>null</c> with fewer than five rounds.</param>
/// <param name="HighMibPerSecond">The upper end.</param>
/// <param name="IsWhole">Whether every transfer moved all bytes; otherwise the time limit ended some, and the rates are over what was moved.</param>
public sealed record BufferPoint(
    BufferKind Kind,
    int? AskedBytes,
    int GrantedBytes,
    long Bytes,
    long Receives,
    double MibPerSecond,
    double? LowMibPerSecond,
    double? HighMibPerSecond,
    bool IsWhole)
{
    /// <summary>How many calls of <c>Receive</c> a MiB took.</summary>
    public double ReceivesPerMib => Bytes == 0 ? 0 : Receives / (Bytes / 1048576.0);

    /// <summary>How many bytes a call of <c>Receive</c> returned on average.</summary>
    public double BytesPerReceive => Receives == 0 ? 0 : (double)Bytes / Receives;

    /// <summary>The buffer as a person says it, for instance <c>64 KiB</c> or <c>untouched</c>.</summary>
    public string Size => AskedBytes is { } asked ? ByteSize.Format(asked) : "untouched";

    /// <summary>Whether the run can tell this one's throughput from another's; false too when one of them has no interval.</summary>
    /// <param name="other">The other one.</param>
    public bool Differs(BufferPoint other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return LowMibPerSecond > other.HighMibPerSecond || HighMibPerSecond < other.LowMibPerSecond;
    }

    internal static string Name(BufferKind kind) => kind switch
    {
        BufferKind.Receive => "receive",
        BufferKind.SocketReceive => "so_rcvbuf",
        _ => "so_sndbuf",
    };

    internal static BufferPoint From(BufferKind kind, int? asked, IReadOnlyList<BufferTransfer> rounds)
    {
        // The time that a MiB took is a duration, which is what the bootstrap knows.
        var perMib = MedianInterval.Of([.. rounds.Select(round => round.PerMib())]);
        return new BufferPoint(
            kind, asked, rounds[0].GrantedBytes, rounds.Sum(round => round.Bytes), rounds.Sum(round => round.Receives), Rate(perMib.MedianUs),
            perMib.IsReached ? Rate(perMib.HighUs) : null, perMib.IsReached ? Rate(perMib.LowUs) : null, rounds.All(round => round.IsWhole));
    }

    private static double Rate(double usPerMib) => usPerMib > 0 ? 1e6 / usPerMib : 0;
}
