using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>The other end aborted the connection (a TCP reset, RFC 9293 section 3.5.2) or the network gave it up.</summary>
public sealed class PeerResetException : IOException
{
    internal PeerResetException(IPEndPoint peer, TimeSpan after, SocketException cause)
        : base(FormattableString.Invariant(
            $"{peer} reset the connection {after.TotalMilliseconds:0.###} ms after it opened ({cause.SocketErrorCode})."), cause)
    {
        Peer = peer;
        After = after;
    }

    /// <summary>Who did it.</summary>
    public IPEndPoint Peer { get; }

    /// <summary>When: the time since the connection was opened.</summary>
    public TimeSpan After { get; }
}
