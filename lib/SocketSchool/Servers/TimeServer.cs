using System.Buffers.Binary;

namespace SocketSchool;

/// <summary>Sends the time to whoever connects and closes; what the client sends is not read.</summary>
/// <remarks>The clock is <see cref="ServerOptions.TimeProvider"/>.</remarks>
public static class TimeServer
{
    private static readonly DateTimeOffset s_epochOfRfc868 = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Starts a server in the spirit of daytime (RFC 867): one line of text in local time, as C's <c>ctime</c> writes it, for instance
    /// <c>Sun Jan  4 09:05:07 2026</c>, then CR LF, then the end.
    /// </summary>
    /// <inheritdoc cref="TcpServer.Start" path="/param[@name='port' or @name='options']"/>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static TcpServer Start(int port = 0, ServerOptions? options = null) => TcpServer.Start(
        async (client, stop) =>
        {
            var now = client.Options.TimeProvider.GetLocalNow();
            await client.SendTextAsync(TimeText.Ctime(now) + "\r\n", stop);
        },
        port, "time", options);

    /// <summary>
    /// Starts a server of the time protocol (RFC 868): the seconds since 1900-01-01 00:00 UTC as a 32-bit number, 4 bytes, most
    /// significant first, then the end. The number starts again at 0 on 2036-02-07.
    /// </summary>
    /// <inheritdoc cref="TcpServer.Start" path="/param[@name='port' or @name='options']"/>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static TcpServer StartBinary(int port = 0, ServerOptions? options = null) => TcpServer.Start(
        async (client, stop) =>
        {
            var seconds = (long)(client.Options.TimeProvider.GetUtcNow() - s_epochOfRfc868).TotalSeconds;
            var bytes = new byte[4];
            BinaryPrimitives.WriteUInt32BigEndian(bytes, unchecked((uint)seconds));
            await client.SendAsync(bytes, stop);
        },
        port, "time-binary", options);
}
