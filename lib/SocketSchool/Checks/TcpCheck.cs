using System.Diagnostics;

namespace SocketSchool;

/// <summary>The steps of a check of a TCP server: each with a client of its own.</summary>
internal sealed class TcpCheck(CheckSession session, TcpServer server)
{
    private static readonly TimeSpan s_afterStep = TimeSpan.FromSeconds(1);

    public TcpServer Server { get; } = server;

    /// <summary>Runs one step with a new client.</summary>
    public async Task StepAsync(string name, Func<Probe, Task> body, string? hint = null)
    {
        Probe? probe = null;
        var faults = Server.FaultCount;
        var before = Server.Connections.Count;
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
                await QuietAsync(before);
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
                var before = Server.Connections.Count;
                try
                {
                    for (var i = 0; i < clients; i++) probes.Add(await Next());
                    await body(probes, Next);
                }
                finally
                {
                    foreach (var probe in probes) await probe.DisposeAsync();
                    await QuietAsync(before);
                }
            },
            hint: hint);

    /// <summary>Runs the same conversation with many clients at once.</summary>
    public Task ManyAsync(string name, int clients, Func<int, Probe, Task> body, string? hint = null) => session.StepAsync(
        name,
        async cancellationToken =>
        {
            var before = Server.Connections.Count;
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
                await QuietAsync(before);
            }
        },
        hint: hint);

    /// <summary>
    /// Waits until the conversations of a step have ended, since what the learner's code still does after its client has left would be
    /// counted and reported as the next step's. Code that does not notice that its client has left is waited for once, and not for long.
    /// </summary>
    private async Task QuietAsync(int before)
    {
        var waiting = Stopwatch.StartNew();
        while (Server.Connections.Count > before && waiting.Elapsed < s_afterStep) await Task.Delay(1, CancellationToken.None);
    }
}
