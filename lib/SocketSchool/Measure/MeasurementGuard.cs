using System.Net.Sockets;

namespace SocketSchool;

/// <summary>Gives a measurement a time limit, and turns what closed sockets throw into what closed them.</summary>
internal static class MeasurementGuard
{
    /// <param name="limit">How long it may take.</param>
    /// <param name="advice">What to do when it took longer, as a sentence.</param>
    /// <param name="measure">The measurement; its token closes what it waits on.</param>
    /// <param name="outer">The caller's token.</param>
    /// <exception cref="TimeoutException">It took longer.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled it.</exception>
    public static T Run<T>(TimeSpan limit, string advice, Func<CancellationToken, T> measure, CancellationToken outer)
    {
        outer.ThrowIfCancellationRequested();
        using var both = CancellationTokenSource.CreateLinkedTokenSource(outer);
        both.CancelAfter(limit);
        try
        {
            return measure(both.Token);
        }
        catch (Exception e) when (both.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException or SocketException or MeasurementException)
        {
            outer.ThrowIfCancellationRequested();
            throw new TimeoutException($"The measurement took longer than {Say.Duration(limit)} (TimeLimit). {advice}", e);
        }
    }

    /// <summary>The same on a thread of its own, for a cell that awaits it.</summary>
    public static Task<T> RunAsync<T>(Func<T> measure, CancellationToken cancellationToken) => Task.Factory.StartNew(
        measure, cancellationToken, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
}
