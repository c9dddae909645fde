namespace SocketSchool;

/// <summary>What could not be measured, and why.</summary>
/// <param name="Transport">The way, for instance <c>udp</c>.</param>
/// <param name="SizeBytes">The message's size; <c>null</c> when it is the whole transport.</param>
/// <param name="Why">The reason, without a period.</param>
public sealed record MissingPoint(string Transport, int? SizeBytes, string Why)
{
    /// <summary>For instance <c>udp, 64 KiB: not possible, a datagram over IPv4 holds at most 65,507 bytes</c>.</summary>
    public override string ToString() =>
        $"{Transport}{(SizeBytes is { } size ? $", {ByteSize.Format(size)}" : "")}: not possible, {Why}";
}
