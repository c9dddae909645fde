using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// Loads echo servers with many connections and compares them: one generator for all, a closed loop (a connection sends its next message
/// when the last one is back), the servers taking turns in every round, so that a busy minute of the machine hits them all.
/// </summary>
public static partial class ServerLoad
{
    /// <summary>Compares the four architectures, each started in this process and stopped at the end.</summary>
    /// <param name="options">What to measure; the defaults of <see cref="ServerLoadOptions"/> when left out.</param>
    /// <param name="progress">Gets a line for each finished point.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <inheritdoc cref="RunAsync(IReadOnlyList{ServerLoadTarget}, ServerLoadOptions, Action{string}, CancellationToken)" path="/exception"/>
    public static async Task<ServerLoadReport> RunAsync(
        ServerLoadOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        options = (options ?? new ServerLoadOptions()).Validated();
        var limits = LimitsFor(options);
        var servers = EchoArchitectures.All.Select(one => (one.Name, Server: one.Start(0, limits))).ToArray();
        try
        {
            return await RunAsync(
                [.. servers.Select(one => ServerLoadTarget.Of(one.Name, one.Server))], options, progress, cancellationToken);
        }
        finally
        {
            await Task.WhenAll(servers.Select(one => one.Server.StopAsync()));
        }
    }

    /// <summary>Compares echo servers that run already.</summary>
    /// <param name="targets">The servers.</param>
    /// <param name="options">What to measure; the defaults of <see cref="ServerLoadOptions"/> when left out.</param>
    /// <param name="progress">Gets a line for each finished point.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    /// <exception cref="MeasurementException">A server does not answer or does not echo, or this process has no descriptors or ports left.</exception>
    /// <exception cref="ArgumentException">There are no servers, or two have one name.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option makes no sense.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async Task<ServerLoadReport> RunAsync(
        IReadOnlyList<ServerLoadTarget> targets, ServerLoadOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(targets);
        options = (options ?? new ServerLoadOptions()).Validated();
        if (targets.Count == 0) throw new ArgumentException("There is no server to measure.", nameof(targets));
        if (targets.DistinctBy(target => target.Name).Count() < targets.Count) throw new ArgumentException("Two servers have one name.", nameof(targets));
        // That nobody is there should not come out after minutes with the others.
        await Task.Run(() => { foreach (var target in targets) ServerLoadConnections.Open(target.EndPoint, 1, options.Patience, cancellationToken).Dispose(); }, cancellationToken);
        // Idle first, on servers that are as good as new: what the busy clients leave in a server's pools would hide what a client costs.
        List<ServerIdlePoint> idle = [];
        if (options.IdleConnections > 0)
        {
            foreach (var target in targets)
            {
                idle.Add(await IdleAsync(target, options.IdleConnections, options.Patience, cancellationToken));
                progress?.Invoke(idle[^1].ToString());
            }
        }

        List<ServerLoadPoint> busy = [];
        foreach (var connections in options.Connections)
        {
            busy.AddRange(await BusyAsync(targets, connections, options, cancellationToken));
            foreach (var point in busy.TakeLast(targets.Count)) progress?.Invoke(point.ToString());
        }

        return new ServerLoadReport(busy, idle, options, MachineInfo.Describe());
    }

    /// <summary>Limits for a server that is to be measured with these options: room for all connections, a long queue, no log.</summary>
    /// <param name="options">What is going to be measured.</param>
    public static ServerOptions LimitsFor(ServerLoadOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        // A few more than needed: those of the round before may not have left yet.
        return new ServerOptions
        {
            MaxConnections = 2 * options.Connections.Append(options.IdleConnections).Max() + 100,
            Backlog = 4096,
            LogCapacity = 0,
        };
    }

    private static async Task<IEnumerable<ServerLoadPoint>> BusyAsync(
        IReadOnlyList<ServerLoadTarget> targets, int connections, ServerLoadOptions options, CancellationToken cancellationToken)
    {
        var series = targets.Select(target => new ServerLoadSeries(target, connections)).ToArray();
        for (var round = 0; round < options.Rounds; round++)
        {
            // Every other round backwards, so that nobody always comes after the same one.
            foreach (var one in round % 2 == 0 ? series : series.Reverse())
            {
                var before = await one.ProcessorTimeAsync(cancellationToken);
                var workers = await Task.Factory.StartNew(
                    () => Once(one.Target.EndPoint, connections, options, cancellationToken),
                    CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
                one.Add(workers, options.Time, await one.ProcessorTimeAsync(cancellationToken) - before);
            }
        }

        return series.Select(one => one.ToPoint());
    }

    private static ServerLoadWorker[] Once(
        IPEndPoint server, int count, ServerLoadOptions options, CancellationToken cancellationToken)
    {
        using var connections = ServerLoadConnections.Open(server, count, options.Patience, cancellationToken);
        var threads = Math.Min(count, options.ThreadCount);
        var workers = Enumerable.Range(0, threads)
            .Select(thread => new ServerLoadWorker(
                [.. connections.Sockets.Where((_, i) => i % threads == thread)], options.MessageBytes, options.Patience))
            .ToArray();
        var begin = Stopwatch.GetTimestamp() + Ticks(options.WarmUp);
        foreach (var worker in workers) worker.Start(begin, begin + Ticks(options.Time));
        using (cancellationToken.UnsafeRegister(_ => StopAll(workers), null))
        {
            foreach (var worker in workers) worker.Join();
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (workers.FirstOrDefault(worker => worker.Failure is not null) is { } failed) throw failed.Failure!;
        return workers;
    }

    private static void StopAll(ServerLoadWorker[] workers)
    {
        foreach (var worker in workers) worker.Stop();
    }

    private static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);
}
