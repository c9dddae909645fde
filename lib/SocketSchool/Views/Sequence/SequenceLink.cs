namespace SocketSchool;

/// <summary>What went from one end to the other.</summary>
internal enum SequenceLinkKind
{
    /// <summary>The three-way handshake: both ends' calls succeeded.</summary>
    Handshake,

    /// <summary>Bytes of one send in one receive.</summary>
    Bytes,

    /// <summary>The end of one direction.</summary>
    Fin,

    /// <summary>The connection was torn down.</summary>
    Reset,
}

/// <summary>Why one end of a link is missing.</summary>
internal enum SequenceGap
{
    /// <summary>It is not.</summary>
    None,

    /// <summary>That end does not log: a raw socket, or another program.</summary>
    NotSeen,

    /// <summary>That end logs, and has not taken it.</summary>
    NotRead,

    /// <summary>That end logs, has closed, and its program never took it.</summary>
    NeverRead,

    /// <summary>It happened before the first event that the log still has.</summary>
    Earlier,
}

/// <summary>One arrow: from what one end did to what the other end saw of it.</summary>
/// <param name="Kind">What travelled.</param>
/// <param name="From">The cause; null when it is not known.</param>
/// <param name="To">The effect; null when it is not known.</param>
/// <param name="Count">How many bytes travelled this way.</param>
/// <param name="FromStart">Where in the bytes of <paramref name="From"/> they begin.</param>
/// <param name="ToStart">Where in the bytes of <paramref name="To"/> they begin.</param>
/// <param name="Gap">Why <paramref name="From"/> or <paramref name="To"/> is null.</param>
internal sealed record SequenceLink(
    SequenceLinkKind Kind, WireEvent? From, WireEvent? To, long Count = 0, long FromStart = 0, long ToStart = 0, SequenceGap Gap = SequenceGap.None)
{
    /// <summary>An event that is there; a link without any is never made.</summary>
    public WireEvent Known => From ?? To!;

    /// <summary>The end it came from.</summary>
    public WireSide Source => From?.Side ?? (To!.Side == WireSide.Server ? WireSide.Client : WireSide.Server);

    /// <summary>Whether these are some of the bytes of a send, or some of a receive, and not just one send in one receive.</summary>
    public bool IsPiece => Kind == SequenceLinkKind.Bytes &&
        ((From is not null && Count != From.Count) || (To is not null && Count != To.Count));
}
