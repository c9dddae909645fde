namespace SocketSchool;

/// <summary>TCP echo (RFC 862): returns exactly the bytes it gets, to many clients at once, until each has sent its last.</summary>
public static class EchoServer
{
    /// <summary>Starts an echo server and returns it running.</summary>
    /// <inheritdoc cref="TcpServer.Start" path="/param[@name='port' or @name='options']"/>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static TcpServer Start(int port = 0, ServerOptions? options = null) =>
        TcpServer.Start(EchoAsync, port, "echo", options);

    private static async Task EchoAsync(Connection client, CancellationToken stop)
    {
        var buffer = new byte[16 * 1024];
        int got;
        while ((got = await client.ReceiveAsync(buffer, stop)) > 0)
        {
            await client.SendAsync(buffer.AsMemory(0, got), stop);
        }

        // 0 says that the client sends no more. It may still be reading, and by now it has been sent everything.
    }
}
