namespace SocketSchool;

/// <summary>The ways to another program on the same machine that a <see cref="TransportSweep"/> knows.</summary>
public enum TransportKind
{
    /// <summary><c>tcp</c>: TCP over 127.0.0.1, blocking calls.</summary>
    Tcp,

    /// <summary><c>tcp-ipv6</c>: the same over ::1.</summary>
    TcpIPv6,

    /// <summary><c>tcp-own-address</c>: the same over the machine's own address in its network. It does not leave the machine either.</summary>
    TcpOwnAddress,

    /// <summary><c>tcp-async</c>: TCP with <c>await</c>, as one writes it; both ends.</summary>
    TcpAsync,

    /// <summary><c>tcp-async-loop</c>: TCP with <c>await</c> on an event loop of one thread for each end (<see cref="EventLoop"/>).</summary>
    TcpAsyncLoop,

    /// <summary><c>tcp-spin</c>: TCP with non-blocking calls that are tried until there is something; nobody waits.</summary>
    TcpSpin,

    /// <summary><c>udp</c>: one datagram each way, blocking calls.</summary>
    Udp,

    /// <summary><c>unix</c>: a Unix domain socket (a stream), blocking calls.</summary>
    Unix,

    /// <summary><c>pipe</c>: a named pipe. .NET makes one of a Unix domain socket where the system is not Windows.</summary>
    NamedPipe,

    /// <summary><c>memory-event</c>: two rings in shared memory; who has nothing to do waits for an event.</summary>
    MemoryEvent,

    /// <summary><c>memory-spin</c>: two rings in shared memory; who has nothing to do looks again.</summary>
    MemorySpin,
}
