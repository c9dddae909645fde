using System.Buffers.Binary;
using System.Net.NetworkInformation;

namespace SocketSchool;

/// <summary>
/// The fields of Linux's <c>struct tcp_info</c> (include/uapi/linux/tcp.h) by their offsets. The struct only ever grows at its end, so a
/// field that an older kernel does not have lies beyond what it returned, and reads as <c>null</c>.
/// </summary>
internal readonly ref struct TcpInfoFields(ReadOnlySpan<byte> bytes)
{
    /// <summary>More than any kernel returns today (Linux 6.18: under 300 bytes).</summary>
    public const int Room = 512;

    /// <summary>The part that every kernel since 2.6 has, up to and with tcpi_total_retrans.</summary>
    public const int Least = 104;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public TcpState State => ProcNet.State(_bytes[0]);

    public uint? RetransmitTimeoutUs => U32(8);

    public uint? AckTimeoutUs => U32(12);

    public uint? SendMss => U32(16);

    public uint? ReceiveMss => U32(20);

    public uint? Unacknowledged => U32(24);

    public uint? Lost => U32(32);

    public uint? PathMtu => U32(60);

    public uint? RttUs => U32(68);

    public uint? RttVarianceUs => U32(72);

    public uint? SlowStartThreshold => U32(76);

    public uint? CongestionWindow => U32(80);

    public uint? ReceiveSpace => U32(96);

    public uint? TotalRetransmits => U32(100);

    public ulong? BytesAcknowledged => U64(120);

    public ulong? BytesReceived => U64(128);

    public uint? SegmentsOut => U32(136);

    public uint? SegmentsIn => U32(140);

    public uint? NotSentBytes => U32(144);

    public uint? MinRttUs => U32(148);

    public ulong? DeliveryRate => U64(160);

    // One bit of the byte that an older kernel left unused.
    public bool DeliveryRateIsAppLimited => (_bytes[7] & (BitConverter.IsLittleEndian ? 0x01 : 0x80)) != 0;

    public ulong? BusyUs => U64(168);

    public ulong? ReceiveWindowLimitedUs => U64(176);

    public ulong? SendBufferLimitedUs => U64(184);

    public uint? SendWindow => U32(228);

    // In the machine's own byte order, as the kernel wrote it.
    private uint? U32(int offset) => offset + 4 > _bytes.Length ? null
        : BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt32LittleEndian(_bytes[offset..])
        : BinaryPrimitives.ReadUInt32BigEndian(_bytes[offset..]);

    private ulong? U64(int offset) => offset + 8 > _bytes.Length ? null
        : BitConverter.IsLittleEndian ? BinaryPrimitives.ReadUInt64LittleEndian(_bytes[offset..])
        : BinaryPrimitives.ReadUInt64BigEndian(_bytes[offset..]);
}
