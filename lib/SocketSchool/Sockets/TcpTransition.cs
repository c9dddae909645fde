using System.Net.NetworkInformation;

namespace SocketSchool;

/// <summary>One arrow of the TCP state machine (RFC 9293, figure 5).</summary>
/// <param name="From">The state before.</param>
/// <param name="To">The state after.</param>
/// <param name="When">A call of the program, or a segment that arrives.</param>
/// <param name="Then">The segment that is sent; empty when none.</param>
/// <param name="Path">Whose usual way it is on.</param>
internal sealed record TcpTransition(TcpState From, TcpState To, string When, string Then, TcpPath Path = TcpPath.Rare)
{
    /// <summary>All of the figure.</summary>
    public static readonly IReadOnlyList<TcpTransition> All =
    [
        new(TcpState.Closed, TcpState.Listen, "listen", "", TcpPath.Server),
        new(TcpState.Listen, TcpState.Closed, "close", ""),
        new(TcpState.Closed, TcpState.SynSent, "connect", "send SYN", TcpPath.Client),
        new(TcpState.SynSent, TcpState.Closed, "close", ""),
        new(TcpState.Listen, TcpState.SynReceived, "receive SYN", "send SYN+ACK", TcpPath.Server),
        new(TcpState.SynReceived, TcpState.Listen, "receive RST", ""),
        new(TcpState.Listen, TcpState.SynSent, "send", "send SYN"),
        new(TcpState.SynSent, TcpState.SynReceived, "receive SYN", "send SYN+ACK"),
        new(TcpState.SynReceived, TcpState.Established, "receive ACK", "", TcpPath.Server),
        new(TcpState.SynSent, TcpState.Established, "receive SYN+ACK", "send ACK", TcpPath.Client),
        new(TcpState.SynReceived, TcpState.FinWait1, "close", "send FIN"),
        new(TcpState.Established, TcpState.FinWait1, "close", "send FIN", TcpPath.Client),
        new(TcpState.Established, TcpState.CloseWait, "receive FIN", "send ACK", TcpPath.Server),
        new(TcpState.FinWait1, TcpState.FinWait2, "receive ACK", "", TcpPath.Client),
        new(TcpState.FinWait1, TcpState.Closing, "receive FIN", "send ACK"),
        new(TcpState.FinWait2, TcpState.TimeWait, "receive FIN", "send ACK", TcpPath.Client),
        new(TcpState.Closing, TcpState.TimeWait, "receive ACK", ""),
        new(TcpState.CloseWait, TcpState.LastAck, "close", "send FIN", TcpPath.Server),
        new(TcpState.LastAck, TcpState.Closed, "receive ACK", "", TcpPath.Server),
        new(TcpState.TimeWait, TcpState.Closed, "wait 2 MSL", "", TcpPath.Client),
    ];
}
