using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// What a buffer's size changes: a fixed transfer (64 MiB by default) read through receive buffers of 16 B to 1 MiB, and the same with
/// different buffers of the operating system (<c>SO_RCVBUF</c>, <c>SO_SNDBUF</c>). Throughput and number of receive calls.
/// </summary>
/// <remarks>
/// Every transfer has a new connection, sends 64 KiB at a time from a thread of its own, and counts from the first bytes there to the last.
/// Blocking calls, nothing allocated per call. The rounds go through all buffers in turn, beginning with another one each time.
/// </remarks>
public static class BufferSweep
{
    /// <summary>Measures on this thread and returns when all is done.</summary>
    /// <param name="options">Buffers, rounds; the defaults of <see cref="BufferSweepOptions"/> when left out.</param>
    /// <param name="progress">Gets a line for every finished buffer, in the last round; for instance <c>Console.WriteLine</c>.</param>
    /// <param name="cancellationToken">Ends the measurement, also in the middle of a transfer.</param>
    /// <exception cref="ArgumentException">No buffers, one twice, one out of range, or another number that makes no sense.</exception>
    /// <exception cref="MeasurementException">A connection within this machine could not be made, or stood still.</exception>
    /// <exception cref="TimeoutException">It took longer than <see cref="BufferSweepOptions.TimeLimit"/>.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static BufferReport Run(BufferSweepOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default)
    {
        options ??= new BufferSweepOptions();
        options.Validate();
        return MeasurementGuard.Run(
            options.TimeLimit, "Ask for fewer buffers or rounds, or for less to transfer.", token => Guarded(options, progress, token), cancellationToken);
    }

    /// <summary>The same on a thread of its own, for a cell that awaits it.</summary>
    /// <inheritdoc cref="Run"/>
    public static Task<BufferReport> RunAsync(
        BufferSweepOptions? options = null, Action<string>? progress = null, CancellationToken cancellationToken = default) =>
        MeasurementGuard.RunAsync(() => Run(options, progress, cancellationToken), cancellationToken);

    private static BufferReport Guarded(BufferSweepOptions options, Action<string>? progress, CancellationToken token)
    {
        try
        {
            return Measure(options, progress, token);
        }
        catch (SocketException e) when (!token.IsCancellationRequested)
        {
            throw new MeasurementException($"A connection at {options.Address} could not be made or broke: {e.Message}.", e);
        }
    }

    private static BufferReport Measure(BufferSweepOptions options, Action<string>? progress, CancellationToken token)
    {
        var machine = MachineInfo.Describe();
        (BufferKind Kind, int? Asked, List<BufferTransfer> Rounds)[] lanes = [.. Lanes(options)];
        var into = new PageBuffer(Math.Max(BufferTransfer.ProgramBuffer, options.ReceiveBuffers.DefaultIfEmpty().Max()));
        var from = RoundTripCheck.Pattern(BufferTransfer.ProgramBuffer);
        // Touches the receive buffer too: the first use of memory is slow.
        into.Slice(0, into.Array.Length - PageBuffer.PageSize).Fill(1);
        BufferTransfer.Run(BufferKind.Receive, 4096, into, from, options with { TotalBytes = Math.Min(options.TotalBytes, 8 << 20) }, token);
        List<BufferPoint> points = [];
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var turn = 0; turn < lanes.Length; turn++)
            {
                token.ThrowIfCancellationRequested();
                var (kind, asked, rounds) = lanes[(turn + round) % lanes.Length];
                rounds.Add(BufferTransfer.Run(kind, asked, into, from, options, token));
                if (round < options.Rounds - 1) continue;
                points.Add(BufferPoint.From(kind, asked, rounds));
                progress?.Invoke(BufferReport.Line(points[^1]));
            }
        }

        return new BufferReport(options.Name, machine, [.. points.OrderBy(point => point.Kind).ThenBy(point => point.AskedBytes ?? int.MaxValue)], options.TotalBytes);
    }

    private static IEnumerable<(BufferKind Kind, int? Asked, List<BufferTransfer> Rounds)> Lanes(BufferSweepOptions options)
    {
        foreach (var size in options.ReceiveBuffers) yield return (BufferKind.Receive, size, []);
        foreach (var kind in new[] { BufferKind.SocketReceive, BufferKind.SocketSend })
        {
            foreach (var size in options.SocketBuffers) yield return (kind, size, []);
            if (options.SocketBuffers.Count > 0) yield return (kind, null, []);
        }
    }
}
