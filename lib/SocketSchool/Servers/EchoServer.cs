using System.Buffers;

namespace SocketSchool;

/// <summary>TCP echo (RFC 862): returns exactly the bytes it gets, to many clients at once, until each has sent its last.</summary>
public static class EchoServer
{
    private const int BufferSize = 16 * 1024;

    /// <summary>Starts an echo server and returns it running.</summary>
    /// <inheritdoc cref="TcpServer.Start" path="/param[@name='port' or @name='options']"/>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static TcpServer Start(int port = 0, ServerOptions? options = null) =>
        TcpServer.Start(EchoAsync, port, "echo", options);

    private static async Task EchoAsync(Connection client, CancellationToken stop)
    {
        int got;
        do
        {
            // A receive of no bytes returns when there are some: only then is a buffer needed, so a client that says nothing holds none.
            await client.ReceiveAsync(Memory<byte>.Empty, stop);
            var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
            try
            {
                got = await client.ReceiveAsync(buffer, stop);
                await client.SendAsync(buffer.AsMemory(0, got), stop);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
        while (got > 0);

        // 0 says that the client sends no more. It may still be reading, and by now it has been sent everything.
    }
}
