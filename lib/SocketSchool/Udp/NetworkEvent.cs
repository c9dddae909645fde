using System.Net;

namespace SocketSchool;

/// <summary>One datagram that came to a <see cref="LossyNetwork"/>, and what became of it.</summary>
/// <param name="Way"><c>to server</c> or <c>to client</c>.</param>
/// <param name="Number">Counts the datagrams of this client and this way from 1.</param>
/// <param name="Fate">What the network did.</param>
/// <param name="Text">The first 40 bytes, readable.</param>
/// <param name="Client">The client that it came from or goes to.</param>
public sealed record NetworkEvent(string Way, int Number, DatagramFate Fate, string Text, IPEndPoint Client);
