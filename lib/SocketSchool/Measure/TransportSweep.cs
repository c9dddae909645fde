namespace SocketSchool;

/// <summary>
/// How long a message and its echo take, for one message size after another and one way after the other: TCP (blocking, awaited, spinning,
/// over three addresses), UDP, a Unix domain socket, a named pipe, shared memory. Both ends are threads of this process.
/// </summary>
/// <remarks>
/// All ways are open from the start. The rounds go through all sizes, and with each size through all ways, so that a disturbance meets all
/// of them: never all of A before all of B. Who spins rests while it is another's turn. The bytes that come back are compared at
/// first and after every round. What this system lacks, what a way cannot carry and what breaks is in
/// <see cref="LatencyReport.Missing"/>; it does not end the measurement.
/// </remarks>
public static class TransportSweep
{
    /// <summary>Measures and returns when all is done. The measuring thread is one of its own.</summary>
    /// <param name="options">Transports, sizes, samples; the defaults of <see cref="TransportSweepOptions"/> when left out.</param>
    /// <param name="progress">Gets a line for every finished point, in the last round, and for what is not possible.</param>
    /// <param name="cancellationToken">Ends the measurement, also in the middle of a wait.</param>
    /// <exception cref="ArgumentException">No sizes or transports, one of them twice, a size out of range, or no samples.</exception>
    /// <exception cref="MeasurementException">None of the transports could be measured.</exception>
    /// <exception cref="TimeoutException">It took longer than <see cref="TransportSweepOptions.TimeLimit"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static LatencyReport Run(
        TransportSweepOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new TransportSweepOptions();
        options.Validate();
        return MeasurementGuard.RunAsync(
            () => MeasurementGuard.Run(
                options.TimeLimit, "Ask for fewer transports, sizes or samples.", token => Measure(options, progress, token), cancellationToken),
            CancellationToken.None).GetAwaiter().GetResult();
    }

    /// <summary>The same, for a cell that awaits it.</summary>
    /// <inheritdoc cref="Run"/>
    public static Task<LatencyReport> RunAsync(
        TransportSweepOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default) =>
        MeasurementGuard.RunAsync(() => Run(options, progress, cancellationToken), cancellationToken);

    private static LatencyReport Measure(TransportSweepOptions options, Action<string>? progress, CancellationToken token)
    {
        var machine = MachineInfo.Describe();
        List<TransportLane> lanes = [];
        try
        {
            foreach (var kind in options.Transports) lanes.Add(new TransportLane(kind, options, progress, token));
            var message = RoundTripCheck.Pattern(options.Sizes.Max());
            var echo = new PageBuffer(options.Sizes.Max());
            foreach (var lane in lanes) lane.WarmUp(message, echo, token);
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var size in options.Sizes)
                {
                    for (var turn = 0; turn < lanes.Count; turn++) lanes[(turn + round) % lanes.Count].Turn(message, echo, size, round, token);
                }
            }
        }
        finally
        {
            foreach (var lane in lanes) lane.Dispose();
        }

        LatencyPoint[] points = [.. lanes.SelectMany(lane => lane.Points)];
        MissingPoint[] missing = [.. lanes.SelectMany(lane => lane.Missing)];
        if (points.Length == 0) throw new MeasurementException($"Nothing could be measured. {missing.FirstOrDefault()}.");
        return new LatencyReport(options.Name, machine, points, missing);
    }
}
