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
public sealed record WireEvent(
    long Number,
    double Microseconds,
    WireSide Side,
    WireEventKind Kind,
    IPEndPoint? Client,
    int Count,
    ReadOnlyMemory<byte> Preview,
    string Text);
