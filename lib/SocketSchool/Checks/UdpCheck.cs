namespace SocketSchool;

/// <summary>The steps of a check of a UDP server: each with a client of its own.</summary>
internal sealed class UdpCheck
{
    private readonly CheckSession _session;

    private UdpCheck(CheckSession session, UdpServer server) => (_session, Server) = (session, server);

    public UdpServer Server { get; }

    /// <summary>Starts a server around the learner's code for one datagram, runs the check on it and stops it.</summary>
    public static async Task<CheckReport> RunAsync(
        string exercise,
        Func<Datagram, CancellationToken, Task> handler,
        IReadOnlyList<string> hints,
        Func<UdpCheck, Task> body,
        CancellationToken cancellationToken = default) =>
        await CheckSession.RunAsync(exercise, hints, async session =>
        {
            NotImplementedException? stub = null;
            await using var server = UdpServer.Start(
                async (datagram, stop) =>
                {
                    try
                    {
                        await handler(datagram, stop);
                    }
                    catch (NotImplementedException e)
                    {
                        stub = e;
                        // The probe need not wait in vain for a stub.
                        await datagram.ReplyAsync(ReadOnlyMemory<byte>.Empty, stop);
                        throw;
                    }
                },
                name: $"your {exercise}",
                options: new ServerOptions { StopTimeout = TimeSpan.FromMilliseconds(500) });
            try
            {
                await body(new UdpCheck(session, server));
            }
            catch (CheckFailure) when (stub is not null)
            {
                throw stub;
            }
        }, cancellationToken);

    /// <summary>Runs one step with a new client.</summary>
    public async Task StepAsync(string name, Func<UdpProbe, Task> body, string? hint = null)
    {
        UdpProbe? probe = null;
        var faults = Server.FaultCount;
        try
        {
            await _session.StepAsync(
                name,
                async cancellationToken =>
                {
                    probe = new UdpProbe(Server.ReachableEndPoint, cancellationToken);
                    await body(probe);
                },
                () => probe?.Sent ?? "",
                // That the check itself has hung up is no news about the learner's code.
                () => Server.FaultCount > faults && Server.Faults[^1] is { Exception: not PeerResetException } fault
                    ? $"Your code threw {fault.Message}" : "",
                hint);
        }
        finally
        {
            probe?.Dispose();
        }
    }
}
