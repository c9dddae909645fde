using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>Many exchanges one after the other, of either kind of <see cref="IRoundTrip"/>: to warm up, and to be timed.</summary>
internal static class RoundTripLoop
{
    private static readonly double s_nanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    /// <summary>Exchanges until the time is over or the number reached; without a histogram nothing is recorded. At least one.</summary>
    public static void Run(IRoundTrip trip, PageBuffer message, PageBuffer echo, int size, int most, TimeSpan time, LatencyHistogram? histogram)
    {
        if (trip is IAsyncRoundTrip awaited) Await(awaited, message, echo, size, most, Until(time), histogram);
        else Loop(trip, message, echo, size, most, Until(time), histogram);
    }

    // Apart, because a lambda's captured variables are allocated where they are declared.
    private static void Await(IAsyncRoundTrip trip, PageBuffer message, PageBuffer echo, int size, int most, double until, LatencyHistogram? histogram) =>
        trip.Run(() => LoopAsync(trip, message, echo, size, most, until, histogram));

    private static double Until(TimeSpan time) => Stopwatch.GetTimestamp() + Math.Min(time.TotalSeconds, 1e6) * Stopwatch.Frequency;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop(IRoundTrip trip, PageBuffer message, PageBuffer echo, int size, int most, double until, LatencyHistogram? histogram)
    {
        for (var i = 0; i < most; i++)
        {
            var start = Stopwatch.GetTimestamp();
            trip.Exchange(message, echo, size);
            var end = Stopwatch.GetTimestamp();
            histogram?.Record((long)((end - start) * s_nanosecondsPerTick));
            if (end > until) return;
        }
    }

    private static async Task LoopAsync(
        IAsyncRoundTrip trip, PageBuffer message, PageBuffer echo, int size, int most, double until, LatencyHistogram? histogram)
    {
        for (var i = 0; i < most; i++)
        {
            var start = Stopwatch.GetTimestamp();
            // No ConfigureAwait: where this continues is what is measured, and Run has chosen a place without a context.
            await trip.ExchangeAsync(message, echo, size);
            var end = Stopwatch.GetTimestamp();
            histogram?.Record((long)((end - start) * s_nanosecondsPerTick));
            if (end > until) return;
        }
    }
}
