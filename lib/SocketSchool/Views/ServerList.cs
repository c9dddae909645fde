using System.Collections;

namespace SocketSchool;

/// <summary>Some servers, shown as a table.</summary>
public sealed class ServerList : View, IReadOnlyList<Server>
{
    private static readonly string[] s_headers =
        ["server", "protocol", "listens on", "state", "up", "clients now", "in all", "bytes in", "bytes out", "faults"];

    private readonly IReadOnlyList<Server> _servers;

    internal ServerList(IReadOnlyList<Server> servers) => _servers = servers;

    /// <summary>How many.</summary>
    public int Count => _servers.Count;

    /// <summary>One of them, in the order they were started.</summary>
    /// <param name="index">From 0.</param>
    public Server this[int index] => _servers[index];

    /// <inheritdoc/>
    public override string ToHtml() => Html.Wrap(Count == 0 ? $"<p>{Html.Escape(ToText())}</p>" : Html.Table(s_headers, Rows()));

    /// <inheritdoc/>
    public override string ToText() => Count == 0
        ? "No server is running. EchoServer.Start() starts one."
        : Html.TextTable(s_headers, Rows());

    /// <inheritdoc/>
    public IEnumerator<Server> GetEnumerator() => _servers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private IEnumerable<IReadOnlyList<Cell>> Rows() => _servers.Select(server =>
    {
        var now = new ServerSnapshot(server);
        return (IReadOnlyList<Cell>)
        [
            now.Name,
            now.Protocol,
            Cell.Mono(now.EndPoint.ToString()),
            now.StateBadge,
            now.Age,
            FormattableString.Invariant($"{now.Clients.Count:N0}"),
            FormattableString.Invariant($"{now.TotalClients:N0}"),
            FormattableString.Invariant($"{now.BytesReceived:N0}"),
            FormattableString.Invariant($"{now.BytesSent:N0}"),
            FormattableString.Invariant($"{now.FaultCount:N0}"),
        ];
    });
}
