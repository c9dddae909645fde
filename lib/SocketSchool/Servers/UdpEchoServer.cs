namespace SocketSchool;

/// <summary>UDP echo (RFC 862): every datagram goes back to its sender, one answer for one datagram, an empty one included.</summary>
public static class UdpEchoServer
{
    /// <summary>Starts a UDP echo server and returns it running.</summary>
    /// <param name="port">The port; 0 (the default) takes a free one. A UDP server of this process on the same port is stopped first.</param>
    /// <param name="bytesPerDatagram">
    /// The size of the buffer that one datagram is received into, 1 to 65,535; the largest by default, as the RFC means it. With a smaller
    /// one the rest of a longer datagram is lost: it does not wait for the next receive, as the bytes of a stream would. The wire log
    /// says <c>truncated</c> where that happened. 1 is the classic mistake.
    /// </param>
    /// <param name="options">Address and limits; the defaults of <see cref="ServerOptions"/> when left out.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="port"/> is not 0 to 65535, or the buffer not 1 to 65,535 bytes.</exception>
    /// <inheritdoc cref="UdpServer.Start" path="/exception[@cref='T:SocketSchool.PortUnavailableException']"/>
    public static UdpServer Start(int port = 0, int bytesPerDatagram = 65535, ServerOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bytesPerDatagram);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytesPerDatagram, 65535);
        options ??= new ServerOptions();
        return UdpServer.Start(
            EchoAsync, port, "udp-echo", options with { MaxDatagramBytes = Math.Min(bytesPerDatagram, options.MaxDatagramBytes) });
    }

    private static async Task EchoAsync(Datagram datagram, CancellationToken stop) =>
        await datagram.ReplyAsync(datagram.Bytes, stop);
}
