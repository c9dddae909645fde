using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;

namespace SocketSchool;

/// <summary>Reads Linux's own socket tables, <c>/proc/net/tcp</c> and its like (proc(5)).</summary>
internal static class ProcNet
{
    private static readonly (string File, string Protocol)[] s_tables =
        [("/proc/net/tcp", "tcp"), ("/proc/net/tcp6", "tcp"), ("/proc/net/udp", "udp"), ("/proc/net/udp6", "udp")];

    /// <summary>All sockets of this network namespace; <c>null</c> when the tables are not there or may not be read.</summary>
    public static IReadOnlyList<SocketRow>? Read()
    {
        try
        {
            var own = OwnSockets();
            // IPv6 may be switched off, and then its tables are missing.
            return [.. s_tables.Where(table => File.Exists(table.File))
                .SelectMany(table => Parse(File.ReadLines(table.File), table.Protocol, own))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The rows of one table. A line that does not look like one is passed over.</summary>
    /// <param name="lines">The file's lines, with its heading.</param>
    /// <param name="protocol"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="own">The inodes of this process's sockets; null when they are not known.</param>
    public static IEnumerable<SocketRow> Parse(IEnumerable<string> lines, string protocol, IReadOnlySet<long>? own)
    {
        foreach (var line in lines)
        {
            // sl local_address rem_address st tx_queue:rx_queue tr:tm->when retrnsmt uid timeout inode [ref pointer drops]
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length < 10 || EndPoint(words[1]) is not { } local || EndPoint(words[2]) is not { } remote) continue;
            if (!Hex(words[3], out var code) || words[4].Split(':') is not [var tx, var rx] || !Hex(tx, out var sending) || !Hex(rx, out var waiting)) continue;
            var state = protocol == "tcp" ? State(code) : TcpState.Unknown;
            long? drops = protocol == "udp" && words.Length > 12 && long.TryParse(words[^1], CultureInfo.InvariantCulture, out var lost) ? lost : null;
            var none = remote.Port == 0 && (remote.Address.Equals(IPAddress.Any) || remote.Address.Equals(IPAddress.IPv6Any));
            yield return new SocketRow(
                protocol, local, none ? null : remote, state, SocketRole.Other, Holder(words[9], own), waiting, sending, drops);
        }
    }

    /// <summary>
    /// An address as these tables write it: each group of four bytes as one number in the machine's own byte order, so that
    /// 127.0.0.1 reads <c>0100007F</c> on a little-endian machine.
    /// </summary>
    public static IPEndPoint? EndPoint(string text)
    {
        if (text.Split(':') is not [{ Length: 8 or 32 } address, var port] || !Hex(port, out var number) || number > IPEndPoint.MaxPort) return null;
        var bytes = new byte[address.Length / 2];
        for (var i = 0; i < address.Length; i += 8)
        {
            if (!Hex(address.AsSpan(i, 8), out var group)) return null;
            BitConverter.TryWriteBytes(bytes.AsSpan(i / 2, 4), (uint)group);
        }

        var ip = new IPAddress(bytes);
        return new IPEndPoint(ip.IsIPv4MappedToIPv6 ? ip.MapToIPv4() : ip, (int)number);
    }

    private static bool Hex(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value);

    /// <summary>The numbers of Linux's include/net/tcp_states.h.</summary>
    public static TcpState State(long code) => code switch
    {
        1 => TcpState.Established,
        2 => TcpState.SynSent,
        3 or 12 => TcpState.SynReceived,
        4 => TcpState.FinWait1,
        5 => TcpState.FinWait2,
        6 => TcpState.TimeWait,
        7 => TcpState.Closed,
        8 => TcpState.CloseWait,
        9 => TcpState.LastAck,
        10 => TcpState.Listen,
        11 => TcpState.Closing,
        _ => TcpState.Unknown,
    };

    private static SocketHolder Holder(string inode, IReadOnlySet<long>? own) =>
        own is null || !long.TryParse(inode, CultureInfo.InvariantCulture, out var number) ? SocketHolder.Unknown
        : number == 0 ? SocketHolder.SystemOnly
        : own.Contains(number) ? SocketHolder.ThisProcess
        : SocketHolder.AnotherProcess;

    /// <summary>Each open socket of a process is a link <c>/proc/self/fd/N -> socket:[inode]</c>.</summary>
    private static HashSet<long>? OwnSockets()
    {
        try
        {
            HashSet<long> own = [];
            foreach (var file in new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos())
            {
                if (Target(file) is { } target && target.StartsWith("socket:[", StringComparison.Ordinal) &&
                    long.TryParse(target.AsSpan(8, target.Length - 9), CultureInfo.InvariantCulture, out var inode))
                {
                    own.Add(inode);
                }
            }

            return own;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string? Target(FileSystemInfo file)
    {
        try
        {
            return file.LinkTarget;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Closed since the folder was read.
            return null;
        }
    }
}
