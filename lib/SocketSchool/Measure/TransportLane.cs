namespace SocketSchool;

/// <summary>One transport within a <see cref="TransportSweep"/>: its two ends, what it has measured so far, what it could not.</summary>
internal sealed class TransportLane : IDisposable
{
    private static readonly TimeSpan s_turnWarmUp = TimeSpan.FromMilliseconds(5);

    private readonly TransportSweepOptions _options;
    private readonly Action<string>? _progress;
    private readonly LatencyHistogram _scratch = new();
    private readonly Dictionary<int, List<LatencyHistogram>> _rounds = [];
    private readonly List<LatencyPoint> _points = [];
    private readonly List<MissingPoint> _missing = [];
    private readonly string _name;
    private readonly CancellationTokenRegistration _closing;
    private IRoundTrip? _trip;

    public TransportLane(TransportKind kind, TransportSweepOptions options, Action<string>? progress, CancellationToken token)
    {
        (_options, _progress, _name) = (options, progress, kind.Name());
        try
        {
            var trip = Transports.Open(kind, options.Patience, token);
            _trip = trip;
            trip.Rest();
            _closing = token.Register(trip.Dispose);
        }
        catch (MeasurementException e)
        {
            Miss(null, e.Message);
        }
    }

    /// <summary>The points that had a sample in every round until the transport broke, if it did.</summary>
    public IReadOnlyList<LatencyPoint> Points => _points;

    public IReadOnlyList<MissingPoint> Missing => _missing;

    public void WarmUp(PageBuffer message, PageBuffer echo, CancellationToken token) => Do(trip =>
    {
        var size = _options.Sizes.Min();
        RoundTripCheck.Exchange(trip, message, echo, size);
        if (_options.WarmUpTime > TimeSpan.Zero) RoundTripLoop.Run(trip, message, echo, size, int.MaxValue, _options.WarmUpTime, null);
    }, token);

    /// <summary>This transport's turn with one size in one round.</summary>
    public void Turn(PageBuffer message, PageBuffer echo, int size, int round, CancellationToken token) => Do(trip =>
    {
        if (size > trip.LargestMessage)
        {
            if (round == 0) Miss(size, trip.WhyNotLarger);
            return;
        }

        if (round == 0) RoundTripCheck.Exchange(trip, message, echo, size);
        RoundTripLoop.Run(trip, message, echo, size, _options.WarmUp, s_turnWarmUp, null);
        var samples = _options.Samples / _options.Rounds + (round < _options.Samples % _options.Rounds ? 1 : 0);
        var time = _options.TimePerPoint == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : _options.TimePerPoint / _options.Rounds;
        _scratch.Clear();
        RoundTripLoop.Run(trip, message, echo, size, samples, time, _scratch);
        if (samples > 0) RoundTripCheck.Compare(message, echo, size);
        if (!_rounds.TryGetValue(size, out var rounds)) _rounds[size] = rounds = [];
        rounds.Add(_scratch.Trimmed());
        if (round < _options.Rounds - 1) return;
        _points.Add(LatencyPoint.From(_name, size, rounds));
        _progress?.Invoke(LatencyReport.Line(_points[^1]));
    }, token);

    public void Dispose()
    {
        _closing.Dispose();
        _trip?.Dispose();
    }

    private void Do(Action<IRoundTrip> action, CancellationToken token)
    {
        token.ThrowIfCancellationRequested();
        if (_trip is not { } trip) return;
        try
        {
            trip.Wake();
            action(trip);
            trip.Rest();
        }
        catch (MeasurementException e) when (!token.IsCancellationRequested)
        {
            // One that breaks is no reason to throw away what the others have.
            _trip = null;
            trip.Dispose();
            Miss(null, e.Message.TrimEnd('.'));
        }
    }

    private void Miss(int? size, string why)
    {
        _missing.Add(new MissingPoint(_name, size, why));
        _progress?.Invoke($"{_missing[^1]}.");
    }
}
