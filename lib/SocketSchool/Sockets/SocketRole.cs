namespace SocketSchool;

/// <summary>Which end of a connection a row of a <see cref="SocketTable"/> is. On one machine both ends have a row.</summary>
public enum SocketRole
{
    /// <summary>Not known: none of the ports at hand is at either end.</summary>
    Other,

    /// <summary>The listening socket itself, or a UDP socket bound to a port at hand.</summary>
    Listener,

    /// <summary>The server's end of a connection: the port at hand is the local one.</summary>
    ServerEnd,

    /// <summary>The client's end of a connection: the port at hand is the remote one.</summary>
    ClientEnd,
}
