using System.Net;

namespace SocketSchool;

/// <summary>One line of a <see cref="WireLog"/>.</summary>
/// <param name="Number">Counts from 1 over the life of the log, also over events that were dropped.</param>
/// <param name="Microseconds">Time since the log began (the server's start), in microseconds.</param>
/// <param name="Side">The end that saw it.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Client">The client's address, which names the conversation at both ends; null for what concerns the server as a whole.</param>
/// <param name="Count">Number of bytes sent or received; 0 for the other kinds.</param>
/// <param name="Preview">The first of those bytes, at most <see cref="WireLog.PreviewLimit"/>.</param>
/// <param name="Text">What there is to say besides; empty when nothing.</param>
/// <param name="Offset">
/// How many bytes this end had sent (or received) on the connection before these, which is how a diagram finds out which bytes of
/// which send arrived in which receive; -1 when that means nothing, as for datagrams.
/// </param>
public sealed record WireEvent(
    long Number,
    double Microseconds,
    WireSide Side,
    WireEventKind Kind,
    IPEndPoint? Client,
    int Count,
    ReadOnlyMemory<byte> Preview,
    string Text,
    long Offset = -1)
{
    /// <summary>The event on one line, as in the text of a <see cref="SequenceDiagram"/>.</summary>
    public override string ToString() => SequenceText.Line(this);
}
