namespace SocketSchool;

/// <summary>The steps of a check of a TCP server: each with a client of its own.</summary>
internal sealed class TcpCheck(CheckSession session, TcpServer server)
{
    public TcpServer Server { get; } = server;

    /// <summary>Runs one step with a new client.</summary>
    public async Task StepAsync(string name, Func<Probe, Task> body, string? hint = null)
    {
        Probe? probe = null;
        var faults = Server.FaultCount;
        try
        {
            await session.StepAsync(
                name,
                async cancellationToken =>
                {
                    probe = await Probe.ConnectAsync(Server.ReachableEndPoint, Server, cancellationToken);
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
            if (probe is not null)
            {
                session.HasAnswered |= probe.HasReceived;
                await probe.DisposeAsync();
            }
        }
    }

    /// <summary>Runs one step with some clients that are connected already, and a way to connect more.</summary>
    public Task ConnectedAsync(string name, int clients, Func<List<Probe>, Func<Task<Probe>>, Task> body, string? hint = null) =>
        session.StepAsync(
            name,
            async cancellationToken =>
            {
                Task<Probe> Next() => Probe.ConnectAsync(Server.ReachableEndPoint, Server, cancellationToken);
                List<Probe> probes = [];
                try
                {
                    for (var i = 0; i < clients; i++) probes.Add(await Next());
                    await body(probes, Next);
                }
                finally
                {
                    foreach (var probe in probes) await probe.DisposeAsync();
                    // The next step begins with an empty server.
                    for (var i = 0; i < 1000 && Server.Connections.Count > 0; i++) await Task.Delay(1, CancellationToken.None);
                }
            },
            hint: hint);

    /// <summary>Runs the same conversation with many clients at once.</summary>
    public Task ManyAsync(string name, int clients, Func<int, Probe, Task> body, string? hint = null) => session.StepAsync(
        name,
        async cancellationToken =>
        {
            // All connect before the first one speaks: a server that serves one after the other must be caught.
            var probes = await Task.WhenAll(Enumerable.Range(0, clients)
                .Select(_ => Probe.ConnectAsync(Server.ReachableEndPoint, Server, cancellationToken)));
            try
            {
                // The last, the first, the last but one, ...: in no order that a server (or the thread pool) may happen to serve them in,
                // neither as they came nor the other way round.
                for (var turn = 0; turn < clients; turn++)
                {
                    var i = turn % 2 == 0 ? clients - 1 - (turn / 2) : turn / 2;
                    await body(i, probes[i]);
                }
            }
            finally
            {
                foreach (var probe in probes) await probe.DisposeAsync();
            }
        },
        hint: hint);
}
