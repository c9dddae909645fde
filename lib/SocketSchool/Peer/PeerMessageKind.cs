namespace SocketSchool;

/// <summary>What a <see cref="PeerMessage"/> tells.</summary>
public enum PeerMessageKind
{
    /// <summary>A peer is there; hellos have been exchanged.</summary>
    Joined,

    /// <summary>A peer said something.</summary>
    Said,

    /// <summary>A peer said goodbye (<c>[e]</c>).</summary>
    Left,

    /// <summary>A peer is gone without a goodbye; the text says how that was noticed.</summary>
    Gone,
}
