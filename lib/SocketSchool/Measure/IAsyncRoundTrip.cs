namespace SocketSchool;

/// <summary>
/// A way whose calls are awaited. Many exchanges are then one asynchronous loop, because to start and to wait for each would be measured
/// too (and in a debug build, where the state of an asynchronous method is an object, allocate).
/// </summary>
internal interface IAsyncRoundTrip : IRoundTrip
{
    /// <summary>Exchanges again and again until <paramref name="limit"/>, and records each unless <paramref name="histogram"/> is <c>null</c>.</summary>
    Task LoopAsync(PageBuffer message, PageBuffer echo, int size, RoundTripLimit limit, LatencyHistogram? histogram);

    /// <summary>Runs the loop where it belongs and returns when it has ended.</summary>
    void Run(Func<Task> loop);

    void IRoundTrip.Exchange(PageBuffer message, PageBuffer echo, int size) =>
        Run(() => LoopAsync(message, echo, size, new RoundTripLimit(1, TimeSpan.MaxValue), null));
}
