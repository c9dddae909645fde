namespace SocketSchool;

/// <summary>One way to send a message to a peer and to get it back, set up and ready. Not for two threads at once.</summary>
internal interface IRoundTrip : IDisposable
{
    /// <summary>What the way is called in tables and CSV files, for instance <c>tcp</c>.</summary>
    string Transport { get; }

    /// <summary>The largest message it can carry, in bytes.</summary>
    int LargestMessage => int.MaxValue;

    /// <summary>Why larger messages are not possible; empty when there is no such limit.</summary>
    string WhyNotLarger => "";

    /// <summary>Sends a message whole and returns when the same number of bytes is back. Allocates nothing.</summary>
    /// <param name="message">What to send.</param>
    /// <param name="echo">Where to put what comes back.</param>
    /// <param name="size">How many bytes of both.</param>
    /// <exception cref="MeasurementException">The peer closed, reset, or said nothing within the time limit.</exception>
    void Exchange(PageBuffer message, PageBuffer echo, int size);

    /// <summary>Gets the other end going again after <see cref="Rest"/>.</summary>
    void Wake()
    {
    }

    /// <summary>Keeps the other end quiet while it is the turn of others: one that spins would take a processor from them.</summary>
    void Rest()
    {
    }
}
