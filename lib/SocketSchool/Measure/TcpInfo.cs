using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// What the kernel itself thinks of a connection, at one moment: round-trip time, congestion window, retransmissions. From Linux's socket
/// option <c>TCP_INFO</c> (tcp(7)); on other systems <see cref="IsAvailable"/> is false and the view says so. What an older kernel does not
/// tell is <c>null</c>.
/// </summary>
public sealed partial class TcpInfo : View
{
    // Level and option as Linux numbers them: IPPROTO_TCP, TCP_INFO.
    private const int Level = 6;
    private const int Option = 11;
    private readonly string _about;

    private TcpInfo(string about, string whyNot = "") => (_about, WhyNot) = (about, whyNot);

    /// <summary>Whether the system told anything.</summary>
    public bool IsAvailable => WhyNot == "";

    /// <summary>Why it did not; empty when it did.</summary>
    public string WhyNot { get; }

    /// <summary>Where the connection is in its life; <see cref="TcpState.Unknown"/> when not available.</summary>
    public TcpState State { get; private init; }

    /// <summary>The smoothed round-trip time in microseconds (RFC 6298), over what was acknowledged so far; an acknowledgement that was delayed counts with its delay.</summary>
    public double? RttUs { get; private init; }

    /// <summary>The round-trip time's mean deviation in microseconds (RFC 6298).</summary>
    public double? RttVarianceUs { get; private init; }

    /// <summary>The shortest round-trip time seen of late, in microseconds; since Linux 4.6.</summary>
    public double? MinRttUs { get; private init; }

    /// <summary>After how long without an acknowledgement a segment is sent again, in microseconds (RFC 6298).</summary>
    public double? RetransmitTimeoutUs { get; private init; }

    /// <summary>For how long this end would delay an acknowledgement, in microseconds (RFC 1122 section 4.2.3.2).</summary>
    public double? AckTimeoutUs { get; private init; }

    /// <summary>The largest segment that this end sends, in bytes (MSS).</summary>
    public long? SendMss { get; private init; }

    /// <summary>The largest segment that this end expects to receive, in bytes.</summary>
    public long? ReceiveMss { get; private init; }

    /// <summary>The largest packet that the way to the other end takes, in bytes.</summary>
    public long? PathMtu { get; private init; }

    /// <summary>The congestion window in segments of <see cref="SendMss"/>: so many may be under way (RFC 5681).</summary>
    public long? CongestionWindow { get; private init; }

    /// <summary>Where slow start ends, in segments (RFC 5681); <c>null</c> while nothing was ever lost.</summary>
    public long? SlowStartThreshold { get; private init; }

    /// <summary>Segments sent and not acknowledged yet.</summary>
    public long? Unacknowledged { get; private init; }

    /// <summary>Segments that are thought to be lost at this moment.</summary>
    public long? Lost { get; private init; }

    /// <summary>Segments sent again over the connection's life.</summary>
    public long? TotalRetransmits { get; private init; }

    /// <summary>How much this end plans to receive in a round trip, in bytes: the receive buffer grows by it.</summary>
    public long? ReceiveSpace { get; private init; }

    /// <summary>How much more the other end is ready to receive, in bytes; since Linux 5.4.</summary>
    public long? SendWindow { get; private init; }

    /// <summary>Bytes sent and acknowledged over the connection's life, one more for the SYN; since Linux 4.1.</summary>
    public long? BytesAcknowledged { get; private init; }

    /// <summary>Bytes received over the connection's life; since Linux 4.1.</summary>
    public long? BytesReceived { get; private init; }

    /// <summary>Segments sent over the connection's life, those without data too; since Linux 4.2.</summary>
    public long? SegmentsOut { get; private init; }

    /// <summary>Segments received over the connection's life; since Linux 4.2.</summary>
    public long? SegmentsIn { get; private init; }

    /// <summary>Bytes that the program has sent and the system still holds back; since Linux 4.6.</summary>
    public long? NotSentBytes { get; private init; }

    /// <summary>How fast data reached the other end of late, in bytes per second; since Linux 4.9, <c>null</c> when it does not know.</summary>
    public double? DeliveryRate { get; private init; }

    /// <summary>Whether <see cref="DeliveryRate"/> says more about the program, which sent too little to fill the way, than about the way.</summary>
    public bool DeliveryRateIsAppLimited { get; private init; }

    /// <summary>For how long the connection had data to send, in microseconds; since Linux 4.10.</summary>
    public double? BusyUs { get; private init; }

    /// <summary>For how long the other end's receive window was what held it back, in microseconds; since Linux 4.10.</summary>
    public double? ReceiveWindowLimitedUs { get; private init; }

    /// <summary>For how long this end's own send buffer was, in microseconds; since Linux 4.10.</summary>
    public double? SendBufferLimitedUs { get; private init; }

    /// <summary>Asks the kernel about one end of a connection.</summary>
    /// <param name="connection">The connection; of both ends on one machine each has its own answer.</param>
    public static TcpInfo Of(Connection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return Of(connection.Socket, connection.ToString());
    }

    /// <summary>Asks the kernel about one end of a connection.</summary>
    /// <param name="socket">A TCP socket. A closed one or one that is not TCP is no error: the view says that nothing is known.</param>
    public static TcpInfo Of(Socket socket)
    {
        ArgumentNullException.ThrowIfNull(socket);
        return Of(socket, About(socket));
    }

    private static TcpInfo Of(Socket socket, string about)
    {
        if (!OperatingSystem.IsLinux()) return new TcpInfo(about, "This operating system does not tell it to .NET; TCP_INFO is Linux's.");
        Span<byte> bytes = stackalloc byte[TcpInfoFields.Room];
        try
        {
            return Parse(bytes[..socket.GetRawSocketOption(Level, Option, bytes)], about);
        }
        catch (SocketException e)
        {
            return new TcpInfo(about, $"The system refused: {e.Message} ({e.SocketErrorCode}). Is it a TCP socket?");
        }
        catch (ObjectDisposedException)
        {
            return new TcpInfo(about, "The socket is closed, and with it what was known of the connection.");
        }
    }

    /// <summary>Reads what a kernel returned, which may be less than this library knows, or more.</summary>
    internal static TcpInfo Parse(ReadOnlySpan<byte> bytes, string about)
    {
        if (bytes.Length < TcpInfoFields.Least)
        {
            return new TcpInfo(about, $"The system returned {Say.Count(bytes.Length, "byte")}, less than any Linux does ({TcpInfoFields.Least}).");
        }

        var fields = new TcpInfoFields(bytes);
        return new TcpInfo(about)
        {
            State = fields.State,
            RttUs = fields.RttUs,
            RttVarianceUs = fields.RttVarianceUs,
            // All ones until there is a first one.
            MinRttUs = fields.MinRttUs is uint.MaxValue ? null : fields.MinRttUs,
            RetransmitTimeoutUs = fields.RetransmitTimeoutUs,
            AckTimeoutUs = fields.AckTimeoutUs,
            SendMss = fields.SendMss,
            ReceiveMss = fields.ReceiveMss,
            PathMtu = fields.PathMtu,
            CongestionWindow = fields.CongestionWindow,
            // The greatest positive number stands for "none".
            SlowStartThreshold = fields.SlowStartThreshold is >= int.MaxValue ? null : fields.SlowStartThreshold,
            Unacknowledged = fields.Unacknowledged,
            Lost = fields.Lost,
            TotalRetransmits = fields.TotalRetransmits,
            ReceiveSpace = fields.ReceiveSpace,
            SendWindow = fields.SendWindow,
            BytesAcknowledged = (long?)fields.BytesAcknowledged,
            BytesReceived = (long?)fields.BytesReceived,
            SegmentsOut = fields.SegmentsOut,
            SegmentsIn = fields.SegmentsIn,
            NotSentBytes = fields.NotSentBytes,
            DeliveryRate = fields.DeliveryRate is 0 ? null : fields.DeliveryRate,
            DeliveryRateIsAppLimited = fields.DeliveryRateIsAppLimited,
            BusyUs = fields.BusyUs,
            ReceiveWindowLimitedUs = fields.ReceiveWindowLimitedUs,
            SendBufferLimitedUs = fields.SendBufferLimitedUs,
        };
    }

    private static string About(Socket socket)
    {
        try
        {
            return (socket.LocalEndPoint, socket.RemoteEndPoint) is ({ } local, { } remote) ? $"{local} -> {remote}" : "this socket";
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return "this socket";
        }
    }
}
