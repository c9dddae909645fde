using System.Net;

namespace SocketSchool;

/// <summary>One client of a server as the server's card shows it: a snapshot.</summary>
/// <param name="Client">The client's address and port.</param>
/// <param name="Age">Time since it was accepted (TCP) or first heard of (UDP).</param>
/// <param name="BytesReceived">Bytes from the client so far.</param>
/// <param name="BytesSent">Bytes to the client so far.</param>
/// <param name="PeerHasFinished">Whether the client has said that it sends no more. Always false for UDP, which has no such thing.</param>
public sealed record ConnectionInfo(
    IPEndPoint Client, TimeSpan Age, long BytesReceived, long BytesSent, bool PeerHasFinished);
