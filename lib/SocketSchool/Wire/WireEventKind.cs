namespace SocketSchool;

/// <summary>What happened on the wire, in the words of the socket calls.</summary>
public enum WireEventKind
{
    /// <summary>The server is bound and listens.</summary>
    Listen,

    /// <summary>A client's connect succeeded (seen at the client).</summary>
    Connect,

    /// <summary>The server accepted a connection and got a new socket for it.</summary>
    Accept,

    /// <summary>Bytes were handed to the operating system.</summary>
    Send,

    /// <summary>Bytes were taken from the operating system.</summary>
    Receive,

    /// <summary>This end said that it sends no more (half-close, a FIN).</summary>
    ShutdownSend,

    /// <summary>A receive returned 0: the other end sends no more.</summary>
    EndOfStream,

    /// <summary>This end closed its socket.</summary>
    Close,

    /// <summary>The other end aborted the connection (an RST).</summary>
    Reset,

    /// <summary>A server's code threw; the server lives on.</summary>
    Fault,

    /// <summary>A limit was hit; the text names it.</summary>
    Limit,

    /// <summary>A remark of a server or a lesson.</summary>
    Note,

    /// <summary>The server stopped and its port is free.</summary>
    Stop,
}
