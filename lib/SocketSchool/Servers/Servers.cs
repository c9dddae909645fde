using System.Collections.Concurrent;
using System.Net;

namespace SocketSchool;

/// <summary>All servers that this process (this notebook's kernel) has running.</summary>
public static class Servers
{
    private static readonly ConcurrentDictionary<Server, long> s_running = [];
    private static long s_sequence;

    /// <summary>
    /// Held while a server takes its port: two starts on one port are then one after the other, and the second stops the first instead of
    /// running into it.
    /// </summary>
    internal static readonly Lock StartGate = new();

    static Servers() => AppDomain.CurrentDomain.ProcessExit += (_, _) => StopForExit();

    /// <summary>The running servers in the order they were started; shown in a cell, a table of them.</summary>
    public static ServerList Running => new([.. Numbered.Select(entry => entry.Server)]);

    /// <summary>The same with the number that each keeps for its life and no other ever gets.</summary>
    internal static IEnumerable<(long Number, Server Server)> Numbered =>
        s_running.OrderBy(entry => entry.Value).Select(entry => (entry.Value, entry.Key));

    /// <summary>Stops them all and returns when their ports are free.</summary>
    /// <returns>What was stopped, as a table.</returns>
    public static async Task<ServerList> StopAllAsync()
    {
        var servers = Running;
        await Task.WhenAll(servers.Select(server => server.StopAsync()));
        return servers;
    }

    internal static void Add(Server server) => s_running[server] = Interlocked.Increment(ref s_sequence);

    internal static void Remove(Server server) => s_running.TryRemove(server, out _);

    /// <summary>
    /// Stops this process's own server on a port that is wanted again: what running the same cell twice means. Someone else's server
    /// there is left alone, and the bind then says so.
    /// </summary>
    internal static void StopOwn(string protocol, IPAddress address, int port)
    {
        if (port == 0) return;
        foreach (var server in s_running.Keys)
        {
            if (server.Protocol == protocol && server.Port == port && Addresses.Overlap(server.EndPoint.Address, address))
            {
                server.RequestStop();
            }
        }
    }

    /// <summary>
    /// This process's server at the other end of a connection. A server on "any address" has the port on this machine only, and one that
    /// is stopping has given it away.
    /// </summary>
    internal static Server? FindTcp(IPAddress local, IPEndPoint remote) => s_running.Keys.FirstOrDefault(server =>
        server.Protocol == "tcp" && server.Port == remote.Port && !server.IsStopping &&
        Addresses.Overlap(server.EndPoint.Address, remote.Address) &&
        (server.EndPoint.Address.Equals(remote.Address) || Addresses.StayHere(local, remote.Address)));

    private static void StopForExit()
    {
        foreach (var server in s_running.Keys) server.RequestStop();
    }
}
