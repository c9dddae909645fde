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
                () => Server.FaultCount > faults ? $"Your code threw {Server.Faults[^1].Message}" : "",
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
                for (var i = clients - 1; i >= 0; i--) await body(i, probes[i]);
            }
            finally
            {
                foreach (var probe in probes) await probe.DisposeAsync();
            }
        },
        hint: hint);
}
