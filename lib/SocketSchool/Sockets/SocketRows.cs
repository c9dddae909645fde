using System.Net.NetworkInformation;

namespace SocketSchool;

/// <summary>Puts rows of a socket table in order and into cells.</summary>
internal static class SocketRows
{
    private const string Waiting = "waiting for accept";
    private const string Dropped = "dropped";
    private const string Holder = "held by";

    /// <summary>Says of each row which end it is, and puts the two ends of a connection one below the other.</summary>
    /// <param name="rows">In any order.</param>
    /// <param name="ports">The servers' ports.</param>
    public static IReadOnlyList<SocketRow> Arrange(IEnumerable<SocketRow> rows, IReadOnlySet<int> ports) =>
    [
        .. rows.Select(row => row with { Role = RoleOf(row, ports) })
            .OrderBy(row => row.Role switch { SocketRole.Listener => 0, SocketRole.Other => 2, _ => 1 })
            .ThenBy(row => row.Protocol, StringComparer.Ordinal)
            .ThenBy(row => (row.Role == SocketRole.ClientEnd ? row.Remote! : row.Local).Port)
            .ThenBy(row => ((row.Role == SocketRole.ServerEnd ? row.Remote : row.Local) ?? row.Local).Port)
            .ThenBy(row => row.Role),
    ];

    /// <summary>The headings, without the columns that would be empty.</summary>
    public static IReadOnlyList<string> Headers(IReadOnlyList<SocketRow> rows)
    {
        List<string> headers = ["proto", "local", "remote", "state", "end"];
        if (rows.Any(row => row.Holder != SocketHolder.Unknown)) headers.Add(Holder);
        if (rows.Any(row => row.State == TcpState.Listen && row.ReceiveQueue is not null)) headers.Add(Waiting);
        if (rows.Any(row => row.ReceiveQueue is not null)) headers.AddRange(["unread", "unacked"]);
        if (rows.Any(row => row.Drops is not null)) headers.Add(Dropped);
        return headers;
    }

    public static IEnumerable<IReadOnlyList<Cell>> Cells(IEnumerable<SocketRow> rows, IReadOnlyList<string> headers) =>
        rows.Select(row => (IReadOnlyList<Cell>)[.. headers.Select(header => CellOf(row, header))]);

    /// <summary>The states present, in the order of a connection's life, with what each means.</summary>
    public static IEnumerable<(string Name, int Count, string Color, string Meaning)> Meanings(IReadOnlyList<SocketRow> rows) =>
        rows.Where(row => row.State != TcpState.Unknown)
            .GroupBy(row => row.State)
            .OrderBy(group => TcpStates.InOrder.Index().FirstOrDefault(one => one.Item == group.Key).Index)
            .Select(group => (TcpStates.Name(group.Key), group.Count(), TcpStates.Color(group.Key), TcpStates.Meaning(group.Key)));

    /// <summary>Linux counts a FIN as one byte in its queues, which would look like a mistake in these columns.</summary>
    public static bool CountsFin(IReadOnlyList<SocketRow> rows) => rows.Any(row =>
        (row.State is TcpState.CloseWait or TcpState.LastAck or TcpState.Closing && row.ReceiveQueue > 0) ||
        (row.State is TcpState.FinWait1 or TcpState.LastAck or TcpState.Closing && row.SendQueue > 0));

    private static SocketRole RoleOf(SocketRow row, IReadOnlySet<int> ports) =>
        ports.Contains(row.Local.Port) ? (row.Remote is null ? SocketRole.Listener : SocketRole.ServerEnd)
        : row.Remote is { } remote && ports.Contains(remote.Port) ? SocketRole.ClientEnd
        : row.State == TcpState.Listen ? SocketRole.Listener
        : SocketRole.Other;

    private static Cell CellOf(SocketRow row, string header) => header switch
    {
        "proto" => row.Protocol,
        "local" => Cell.Mono(row.Local.ToString()),
        "remote" => Cell.Mono(row.Remote?.ToString() ?? ""),
        "state" => row.State == TcpState.Unknown ? "" : Html.Badge(row.StateName, TcpStates.Color(row.State)),
        "end" => row.Role switch
        {
            SocketRole.Listener => row.Protocol == "udp" ? "receives" : "listens",
            SocketRole.ServerEnd => "server",
            SocketRole.ClientEnd => "client",
            _ => "",
        },
        Holder => row.Holder switch
        {
            SocketHolder.ThisProcess => "this process",
            SocketHolder.AnotherProcess => "another program",
            SocketHolder.SystemOnly when row is { State: TcpState.Established or TcpState.CloseWait, Role: SocketRole.ServerEnd } =>
                "not accepted yet",
            SocketHolder.SystemOnly => "no program any more",
            _ => "",
        },
        Waiting => row.State == TcpState.Listen ? Number(row.ReceiveQueue) : "",
        "unread" => row.State == TcpState.Listen ? "" : Number(row.ReceiveQueue),
        "unacked" => row.State == TcpState.Listen ? "" : Number(row.SendQueue),
        Dropped => Number(row.Drops),
        _ => "",
    };

    private static string Number(long? number) => number is { } known ? FormattableString.Invariant($"{known:N0}") : "";
}
