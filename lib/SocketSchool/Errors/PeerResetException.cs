using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>The other end aborted the connection (a TCP reset, RFC 9293 section 3.5.2) or the network gave it up.</summary>
public sealed class PeerResetException : IOException
{
    internal PeerResetException(IPEndPoint peer, TimeSpan after, SocketException cause)
        : base(FormattableString.Invariant(
            $"{peer} {Did(cause.SocketErrorCode)} {after.TotalMilliseconds:0.###} ms after it opened ({cause.SocketErrorCode})."), cause)
    {
        Peer = peer;
        After = after;
    }

    /// <summary>Who did it.</summary>
    public IPEndPoint Peer { get; }

    /// <summary>When this end learned of it: the time since the connection was opened.</summary>
    public TimeSpan After { get; }

    private static string Did(SocketError error) => error switch
    {
        SocketError.TimedOut or SocketError.HostUnreachable or SocketError.NetworkUnreachable =>
            "could not be reached any more and the operating system gave up the connection",
        _ => "reset the connection",
    };
}
