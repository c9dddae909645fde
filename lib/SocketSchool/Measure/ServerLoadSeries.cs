namespace SocketSchool;

/// <summary>What the rounds of one server and number of connections have brought so far.</summary>
internal sealed class ServerLoadSeries(ServerLoadTarget target, int connections)
{
    private readonly List<double> _rates = [];
    private readonly List<double> _busy = [];
    private readonly LatencyHistogram _histogram = new();
    private TimeSpan? _processorTime = TimeSpan.Zero;
    private long _messages;

    public ServerLoadTarget Target => target;

    public async Task<TimeSpan?> ProcessorTimeAsync(CancellationToken cancellationToken) =>
        target.ProcessorTime is { } ask ? await ask(cancellationToken) : null;

    /// <summary>Adds a round.</summary>
    /// <param name="workers">They have ended.</param>
    /// <param name="time">How long they counted.</param>
    /// <param name="processorTime">What the server used from before they began to after they ended.</param>
    public void Add(ServerLoadWorker[] workers, TimeSpan time, TimeSpan? processorTime)
    {
        foreach (var worker in workers) _histogram.Add(worker.Histogram);
        _rates.Add(workers.Sum(worker => worker.Histogram.Count) / time.TotalSeconds);
        _busy.Add(workers.Average(worker => worker.Busy));
        _messages += workers.Sum(worker => worker.Total);
        _processorTime += processorTime;
    }

    public ServerLoadPoint ToPoint() => new(
        target.Name, connections, _rates, _histogram, _processorTime?.TotalMicroseconds / Math.Max(1, _messages), _busy.Average());
}
