using System.Net;

namespace SocketSchool;

/// <summary>What a card or a table says about a server, all taken at one moment.</summary>
internal sealed class ServerSnapshot
{
    private readonly ServerState _state;

    public ServerSnapshot(Server server)
    {
        _state = server.State;
        Name = server.Name;
        Protocol = server.Protocol;
        EndPoint = server.EndPoint;
        Reach = SocketSchool.Reach.Of(server.EndPoint.Address);
        Clients = server.Connections;
        TotalClients = server.TotalConnections;
        BytesReceived = server.BytesReceived;
        BytesSent = server.BytesSent;
        Faults = server.Faults;
        FaultCount = server.FaultCount;
        Age = AgeOf(server);
        var (host, port) = (server.ReachableEndPoint.Address, server.Port);
        Hint = server is WebServer web ? $"open {web.Url} in a browser" : $"nc {(Protocol == "udp" ? "-u " : "")}{host} {port}";
    }

    public string Name { get; }

    public string Protocol { get; }

    public IPEndPoint EndPoint { get; }

    public string Reach { get; }

    public IReadOnlyList<ConnectionInfo> Clients { get; }

    public long TotalClients { get; }

    public long BytesReceived { get; }

    public long BytesSent { get; }

    public IReadOnlyList<Fault> Faults { get; }

    public long FaultCount { get; }

    /// <summary>How long it has been, or was, up; empty when that is not known any more.</summary>
    public string Age { get; }

    /// <summary>What to type in a terminal to talk to it.</summary>
    public string Hint { get; }

    public bool IsRunning => _state == ServerState.Running;

    public string State => _state switch
    {
        ServerState.Running => Protocol == "udp" ? "receiving" : "listening",
        ServerState.Stopping => "stopping",
        _ => "stopped",
    };

    public Cell StateBadge => Html.Badge(State, _state switch
    {
        ServerState.Running => "green",
        ServerState.Stopping => "orange",
        _ => "soft",
    });

    public string ClientsSummary => Protocol == "udp" ? TotalClients == 1 ? "1 address" : $"{TotalClients:N0} addresses"
        : TotalClients == 0 ? "none yet"
        : $"{Clients.Count:N0} now, {TotalClients:N0} in all";

    private static string AgeOf(Server server)
    {
        if (server.State != ServerState.Stopped) return Say.Duration(server.Uptime);
        // The server's clock goes on after its end; its last event has the time of it.
        var stop = server.Log.Events.LastOrDefault(one => one.Kind == WireEventKind.Stop);
        return stop is null ? "" : Say.Duration(TimeSpan.FromMicroseconds(stop.Microseconds));
    }
}
