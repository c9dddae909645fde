using System.Net;

namespace SocketSchool;

/// <summary>A server to load: any echo server, in this process or another.</summary>
/// <param name="Name">What tables and figures call it.</param>
/// <param name="EndPoint">Where it listens.</param>
public sealed record ServerLoadTarget(string Name, IPEndPoint EndPoint)
{
    /// <summary>
    /// Asks the server's process how much memory it uses; <c>null</c> when nobody can be asked, and then the report has none.
    /// </summary>
    public Func<CancellationToken, Task<ServerMemory>>? Memory { get; init; }

    /// <summary>
    /// Asks the server's process how much processor time it has used so far; <c>null</c> when nobody can be asked. It tells a busy
    /// machine's noise apart from a server's work: who waits for a processor uses none.
    /// </summary>
    public Func<CancellationToken, Task<TimeSpan>>? ProcessorTime { get; init; }

    /// <summary>Whether the server lives in this process: then both ends of every connection share its memory and its file descriptors.</summary>
    public bool IsInThisProcess { get; init; }

    /// <summary>A server of this process. Start it with <see cref="ServerOptions.LogCapacity"/> 0: a log costs more than the echo.</summary>
    /// <param name="name">What tables and figures call it.</param>
    /// <param name="server">The server.</param>
    public static ServerLoadTarget Of(string name, Server server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new ServerLoadTarget(name, server.ReachableEndPoint)
        {
            Memory = _ => Task.FromResult(ServerMemory.OfThisProcess()),
            IsInThisProcess = true,
        };
    }
}
