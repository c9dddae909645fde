using System.Net.NetworkInformation;

namespace SocketSchool;

/// <summary>The states of a TCP connection: their names as netstat and ss write them, and what they mean (RFC 9293, section 3.3.2).</summary>
internal static class TcpStates
{
    /// <summary>In the order of a connection's life.</summary>
    public static readonly IReadOnlyList<TcpState> InOrder =
    [
        TcpState.Closed, TcpState.Listen, TcpState.SynSent, TcpState.SynReceived, TcpState.Established, TcpState.FinWait1,
        TcpState.FinWait2, TcpState.CloseWait, TcpState.Closing, TcpState.LastAck, TcpState.TimeWait,
    ];

    public static string Name(TcpState state) => state switch
    {
        TcpState.Closed or TcpState.DeleteTcb => "CLOSED",
        TcpState.Listen => "LISTEN",
        TcpState.SynSent => "SYN_SENT",
        TcpState.SynReceived => "SYN_RECEIVED",
        TcpState.Established => "ESTABLISHED",
        TcpState.FinWait1 => "FIN_WAIT_1",
        TcpState.FinWait2 => "FIN_WAIT_2",
        TcpState.CloseWait => "CLOSE_WAIT",
        TcpState.Closing => "CLOSING",
        TcpState.LastAck => "LAST_ACK",
        TcpState.TimeWait => "TIME_WAIT",
        _ => "UNKNOWN",
    };

    /// <summary>One sentence.</summary>
    public static string Meaning(TcpState state) => state switch
    {
        TcpState.Closed or TcpState.DeleteTcb => "There is no connection.",
        TcpState.Listen => "A server waits for clients; this socket carries no data itself.",
        TcpState.SynSent => "A client has asked for a connection and waits for the answer.",
        TcpState.SynReceived => "The server has answered a client's request and waits for the last step of the handshake.",
        TcpState.Established => "The connection is open and bytes may go both ways.",
        TcpState.FinWait1 => "This end has said that it sends no more, and that has not been acknowledged yet.",
        TcpState.FinWait2 => "This end has said that it sends no more, the other end knows, and may itself still send.",
        TcpState.CloseWait => "The other end sends no more; this end's program has not closed its socket yet (if this stays, it forgot to).",
        TcpState.Closing => "Both ends said at the same moment that they send no more.",
        TcpState.LastAck => "Both ends have said that they send no more; the last acknowledgement is still missing.",
        TcpState.TimeWait => "This end closed first and keeps the address pair for a while, so that late packets cannot disturb a new connection.",
        _ => "The operating system reports a state that this table does not know.",
    };

    public static string Color(TcpState state) => state switch
    {
        TcpState.Listen => "blue",
        TcpState.Established => "green",
        TcpState.SynSent or TcpState.SynReceived => "violet",
        TcpState.CloseWait => "red",
        _ => "orange",
    };
}
