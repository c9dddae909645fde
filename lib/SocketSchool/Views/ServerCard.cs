namespace SocketSchool;

/// <summary>A server at a glance: state, address, who can reach it, clients, bytes, faults. A snapshot.</summary>
public sealed class ServerCard : View
{
    private readonly Server _server;

    /// <summary>Takes the snapshot.</summary>
    /// <param name="server">The server.</param>
    public ServerCard(Server server) => _server = server;

    /// <inheritdoc/>
    public override string ToHtml() => throw new NotImplementedException();

    /// <inheritdoc/>
    public override string ToText() => _server.ToString();
}
