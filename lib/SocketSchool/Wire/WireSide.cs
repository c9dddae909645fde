namespace SocketSchool;

/// <summary>Which end of a conversation an event was seen at.</summary>
public enum WireSide
{
    /// <summary>The end that listens.</summary>
    Server,

    /// <summary>The end that connects (known only when it is a <see cref="Connection"/> of this process).</summary>
    Client,
}
