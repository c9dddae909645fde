using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>Many exchanges one after the other, of either kind of <see cref="IRoundTrip"/>: to warm up, and to be timed.</summary>
internal static class RoundTripLoop
{
    /// <summary>Exchanges until the time is over or the number reached; without a histogram nothing is recorded. At least one.</summary>
    public static void Run(IRoundTrip trip, PageBuffer message, PageBuffer echo, int size, int most, TimeSpan time, LatencyHistogram? histogram)
    {
        var limit = new RoundTripLimit(most, time);
        if (trip is IAsyncRoundTrip awaited) Await(awaited, message, echo, size, limit, histogram);
        else Loop(trip, message, echo, size, limit, histogram);
    }

    // Apart, because a lambda's captured variables are allocated where they are declared.
    private static void Await(IAsyncRoundTrip trip, PageBuffer message, PageBuffer echo, int size, RoundTripLimit limit, LatencyHistogram? histogram) =>
        trip.Run(() => trip.LoopAsync(message, echo, size, limit, histogram));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop(IRoundTrip trip, PageBuffer message, PageBuffer echo, int size, RoundTripLimit limit, LatencyHistogram? histogram)
    {
        for (var i = 0; i < limit.Most; i++)
        {
            var start = Stopwatch.GetTimestamp();
            trip.Exchange(message, echo, size);
            var end = Stopwatch.GetTimestamp();
            histogram?.Record(RoundTripLimit.Nanoseconds(start, end));
            if (limit.IsOver(end)) return;
        }
    }
}
