namespace SocketSchool;

/// <summary>One thing that a <see cref="PeerChat"/> has heard.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="From">The other peer's name, as it calls itself: nobody checks it.</param>
/// <param name="Id">The other peer's id.</param>
/// <param name="Text">What was said; for <see cref="PeerMessageKind.Gone"/>, how it was noticed; else empty.</param>
/// <param name="Time">When this end heard it.</param>
public sealed record PeerMessage(PeerMessageKind Kind, string From, uint Id, string Text, DateTimeOffset Time)
{
    /// <summary>The message on one line, for instance <c>Ada: hello</c> or <c>Ada left</c>.</summary>
    public override string ToString() => Kind switch
    {
        PeerMessageKind.Joined => $"{From} joined",
        PeerMessageKind.Said => $"{From}: {Text}",
        PeerMessageKind.Left => $"{From} left",
        _ => $"{From} is gone: {Text}",
    };
}
