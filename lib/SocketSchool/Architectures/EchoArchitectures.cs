namespace SocketSchool;

/// <summary>The four ways to serve many clients, as a list: to run one test, or one measurement, on all of them.</summary>
/// <param name="Name">The short name, as the command line has it: <c>threads</c>, <c>async</c>, <c>select</c>, <c>saea</c>.</param>
/// <param name="Summary">What it is, in a few words.</param>
/// <param name="Start">Starts a server of it on a port (0 takes a free one) with these limits.</param>
public sealed record EchoArchitectures(string Name, string Summary, Func<int, ServerOptions?, Server> Start)
{
    /// <summary>All of them, in the order of the lesson.</summary>
    public static IReadOnlyList<EchoArchitectures> All { get; } =
    [
        new("threads", "a thread for each client, blocking calls", ThreadPerClientEcho.Start),
        new("async", "an await loop for each client", AsyncEcho.Start),
        new("select", "one thread, non-blocking sockets, Socket.Select", SelectEcho.Start),
        new("saea", "SocketAsyncEventArgs, used again", SocketAsyncEventArgsEcho.Start),
    ];

    /// <summary>The short name.</summary>
    public override string ToString() => Name;
}
