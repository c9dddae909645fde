namespace SocketSchool;

/// <summary>What the transports are called in tables, in CSV files and on the command line.</summary>
public static class TransportNames
{
    private static readonly (TransportKind Kind, string Name)[] s_all =
    [
        (TransportKind.Tcp, "tcp"), (TransportKind.TcpIPv6, "tcp-ipv6"), (TransportKind.TcpOwnAddress, "tcp-own-address"),
        (TransportKind.TcpAsync, "tcp-async"), (TransportKind.TcpAsyncLoop, "tcp-async-loop"), (TransportKind.TcpSpin, "tcp-spin"),
        (TransportKind.Udp, "udp"), (TransportKind.Unix, "unix"), (TransportKind.NamedPipe, "pipe"),
        (TransportKind.MemoryEvent, "memory-event"), (TransportKind.MemorySpin, "memory-spin"),
    ];

    /// <summary>All transports, in the order of <see cref="TransportKind"/>.</summary>
    public static IReadOnlyList<TransportKind> All { get; } = [.. s_all.Select(one => one.Kind)];

    /// <summary>The name, for instance <c>tcp-async</c>.</summary>
    /// <param name="kind">The transport.</param>
    public static string Name(this TransportKind kind) => s_all[(int)kind].Name;

    /// <summary>Finds a transport by its name.</summary>
    /// <param name="name">For instance <c>tcp-async</c>, in any case.</param>
    /// <param name="kind">The transport.</param>
    /// <returns>Whether there is one.</returns>
    public static bool TryParse(string? name, out TransportKind kind)
    {
        var found = Array.FindIndex(s_all, one => string.Equals(one.Name, name?.Trim(), StringComparison.OrdinalIgnoreCase));
        kind = found < 0 ? default : s_all[found].Kind;
        return found >= 0;
    }
}
