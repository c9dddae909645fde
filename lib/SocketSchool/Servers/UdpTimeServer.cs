namespace SocketSchool;

/// <summary>Answers every datagram, whatever is in it, with the day and the time.</summary>
/// <remarks>
/// A client has to send something first, if only an empty datagram: without a connection, that is how the server learns of it. The
/// answer is one line of UTF-8 without a line end, because a datagram has an edge of its own.
/// </remarks>
public static class UdpTimeServer
{
    /// <summary>
    /// Starts a UDP time server and returns it running. Its answers look like <c>Sunday, 4 January 2026, 09:05:07 +01:00</c>: local
    /// time by <see cref="ServerOptions.TimeProvider"/>, with its distance from UTC.
    /// </summary>
    /// <inheritdoc cref="UdpServer.Start" path="/param[@name='port' or @name='options']"/>
    /// <inheritdoc cref="UdpServer.Start" path="/exception"/>
    public static UdpServer Start(int port = 0, ServerOptions? options = null)
    {
        options ??= new ServerOptions();
        return UdpServer.Start(
            async (datagram, stop) => await datagram.ReplyAsync(TimeText.DayAndTime(options.TimeProvider.GetLocalNow()), stop),
            port, "udp-time", options);
    }
}
