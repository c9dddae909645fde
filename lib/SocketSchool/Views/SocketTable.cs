using System.Collections;
using System.Net.NetworkInformation;

namespace SocketSchool;

/// <summary>
/// The sockets as the operating system reports them at one moment: what <c>ss -tuan</c> or <c>netstat -an</c> would print, for the ports
/// at hand. On one machine a connection has two rows, one for each end.
/// </summary>
public sealed class SocketTable : View, IReadOnlyList<SocketRow>
{
    private const int MostShown = 60;
    private readonly IReadOnlyList<SocketRow> _rows;
    private readonly string _about;
    private readonly string _lacks;

    internal SocketTable(IEnumerable<SocketRow> rows, IReadOnlySet<int> ports, string about, string lacks)
    {
        _rows = SocketRows.Arrange(rows, ports);
        _about = about;
        _lacks = lacks;
    }

    /// <summary>How many sockets; <c>table.Count()</c> says the same.</summary>
    int IReadOnlyCollection<SocketRow>.Count => _rows.Count;

    /// <summary>One of them: the listening ones first, then connection by connection.</summary>
    /// <param name="index">From 0.</param>
    public SocketRow this[int index] => _rows[index];

    /// <summary>A server's sockets: the one it listens on, and both ends of its connections as far as they are on this machine.</summary>
    /// <param name="server">The server; a stopped one may still have connections in <c>TIME_WAIT</c>.</param>
    public static SocketTable For(Server server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return Read(row => row.Protocol == server.Protocol, [server.Port], $"{server.Protocol} port {server.Port}");
    }

    /// <summary>The sockets that have one of these ports at either end, TCP and UDP.</summary>
    /// <param name="ports">1 to 65535 each; at least one.</param>
    /// <exception cref="ArgumentException">No port is given.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One of them is no port.</exception>
    public static SocketTable ForPorts(params int[] ports)
    {
        ArgumentNullException.ThrowIfNull(ports);
        if (ports.Length == 0) throw new ArgumentException("Say which ports, for instance SocketTable.ForPorts(7007).", nameof(ports));
        foreach (var port in ports)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(port, nameof(ports));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(port, System.Net.IPEndPoint.MaxPort, nameof(ports));
        }

        return Read(_ => true, [.. ports], $"port{(ports.Length == 1 ? "" : "s")} {string.Join(", ", ports)}");
    }

    /// <summary>All TCP and UDP sockets of this machine (in a container: of the container).</summary>
    public static SocketTable Read()
    {
        var (rows, lacks) = SystemSockets.Read();
        var listening = rows.Where(row => row.State == TcpState.Listen).Select(row => row.Local.Port).ToHashSet();
        return new SocketTable(rows, listening, "this machine", lacks);
    }

    /// <summary>How many sockets are in a state.</summary>
    /// <param name="state">For instance <see cref="TcpState.TimeWait"/>.</param>
    /// <param name="role">Count only this end; both when left out.</param>
    public int Count(TcpState state, SocketRole? role = null) =>
        _rows.Count(row => row.State == state && (role is null || row.Role == role));

    /// <inheritdoc/>
    public override string ToHtml()
    {
        if (_rows.Count == 0) return Html.Wrap($"<p>{Html.Escape(ToText())}</p>");
        var states = string.Concat(SocketRows.Meanings(_rows).Select(one =>
            $"<p>{Html.Badge(one.Name, one.Color).ToHtml()} <span class=\"s\">{Html.Escape($"{Say.Count(one.Count, "socket")}. {one.Meaning}")}</span></p>"));
        var notes = string.Concat(Notes().Select(note => $"<p class=\"s\">{Html.Escape(note)}</p>"));
        var headers = SocketRows.Headers(_rows);
        return Html.Wrap(Html.Table(headers, SocketRows.Cells(_rows.Take(MostShown), headers), $"Sockets of {_about}") + states + notes);
    }

    /// <inheritdoc/>
    public override string ToText()
    {
        if (_rows.Count == 0) return $"No socket of {_about}.{(_lacks == "" ? "" : $" {_lacks}")}";
        var headers = SocketRows.Headers(_rows);
        return string.Join('\n', new[] { Html.TextTable(headers, SocketRows.Cells(_rows.Take(MostShown), headers)), "" }
            .Concat(SocketRows.Meanings(_rows).Select(one => $"{one.Name}, {Say.Count(one.Count, "socket")}: {one.Meaning}"))
            .Concat(Notes()));
    }

    /// <inheritdoc/>
    public IEnumerator<SocketRow> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static SocketTable Read(Func<SocketRow, bool> wanted, HashSet<int> ports, string about)
    {
        var (rows, lacks) = SystemSockets.Read();
        return new SocketTable(
            rows.Where(row => wanted(row) && (ports.Contains(row.Local.Port) || (row.Remote is { } remote && ports.Contains(remote.Port)))),
            ports, about, lacks);
    }

    private IEnumerable<string> Notes()
    {
        if (_rows.Count > MostShown) yield return $"... and {_rows.Count - MostShown:N0} more";
        if (_rows.Any(row => row.ReceiveQueue is not null && row.State != TcpState.Listen))
        {
            yield return "unread: bytes that have come and that no program has taken yet. " +
                "unacked: bytes sent that the other side has not acknowledged yet.";
        }

        if (SocketRows.CountsFin(_rows)) yield return "A FIN (\"I send no more\") that is unread or unacked counts as one byte.";
        if (_lacks != "") yield return _lacks;
    }
}
