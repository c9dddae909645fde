using System.Collections;

namespace SocketSchool;

/// <summary>Some servers, shown as a table.</summary>
public sealed class ServerList : View, IReadOnlyList<Server>
{
    private readonly IReadOnlyList<Server> _servers;

    internal ServerList(IReadOnlyList<Server> servers) => _servers = servers;

    /// <summary>How many.</summary>
    public int Count => _servers.Count;

    /// <summary>One of them, in the order they were started.</summary>
    /// <param name="index">From 0.</param>
    public Server this[int index] => _servers[index];

    /// <inheritdoc/>
    public override string ToHtml() => throw new NotImplementedException();

    /// <inheritdoc/>
    public override string ToText() => string.Join('\n', _servers);

    /// <inheritdoc/>
    public IEnumerator<Server> GetEnumerator() => _servers.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
