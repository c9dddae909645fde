using System.Net;
using System.Net.NetworkInformation;

namespace SocketSchool;

/// <summary>The sockets of this machine, from the best source that the operating system has.</summary>
internal static class SystemSockets
{
    /// <summary>The rows, and one sentence about what they lack; empty when nothing.</summary>
    public static (IReadOnlyList<SocketRow> Rows, string Lacks) Read() =>
        OperatingSystem.IsLinux() && ProcNet.Read() is { } rows ? (rows, "") : ReadPortable();

    /// <summary>What .NET can tell everywhere: no queues, no holders.</summary>
    internal static (IReadOnlyList<SocketRow> Rows, string Lacks) ReadPortable()
    {
        try
        {
            var all = IPGlobalProperties.GetIPGlobalProperties();
            IReadOnlyList<SocketRow> rows =
            [
                .. all.GetActiveTcpListeners().Select(one => new SocketRow("tcp", Plain(one), null, TcpState.Listen)),
                // Some systems list the listening sockets here once more.
                .. all.GetActiveTcpConnections().Where(one => one.State != TcpState.Listen)
                    .Select(one => new SocketRow("tcp", Plain(one.LocalEndPoint), Plain(one.RemoteEndPoint), one.State)),
                .. all.GetActiveUdpListeners().Select(one => new SocketRow("udp", Plain(one), null, TcpState.Unknown)),
            ];
            return (rows, "This operating system does not tell .NET the queues or who holds a socket.");
        }
        catch (Exception e) when (e is NetworkInformationException or PlatformNotSupportedException or IOException or UnauthorizedAccessException)
        {
            return ([], $"This operating system does not tell .NET about its sockets ({e.GetType().Name}: {e.Message}).");
        }
    }

    private static IPEndPoint Plain(IPEndPoint one) =>
        one.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(one.Address.MapToIPv4(), one.Port) : one;
}
