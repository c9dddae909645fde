namespace SocketSchool;

/// <summary>What is said when a way within this process breaks.</summary>
internal static class TransportFailure
{
    public static MeasurementException Broke(IRoundTrip trip, Watchdog watchdog, Exception? e) => new(
        watchdog.HasBitten
            ? $"{trip.Transport}: for {Say.Duration(watchdog.Patience)} nothing moved."
            : $"{trip.Transport}: the connection broke{(e is null ? "" : $" ({e.Message.TrimEnd('.')})")}.", e);
}
