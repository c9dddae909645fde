namespace SocketSchool;

/// <summary>Which buffer a <see cref="BufferSweep"/> changes. The others stay as they are: 64 KiB in the programs, the system's own at the sockets.</summary>
public enum BufferKind
{
    /// <summary><c>receive</c>: the program's own, the one that <c>Receive</c> is given.</summary>
    Receive,

    /// <summary><c>so_rcvbuf</c>: the operating system's at the receiving end, <c>Socket.ReceiveBufferSize</c>.</summary>
    SocketReceive,

    /// <summary><c>so_sndbuf</c>: the operating system's at the sending end, <c>Socket.SendBufferSize</c>.</summary>
    SocketSend,
}
