using System.Buffers;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// Many clients, second way: the same loop with <c>await</c>. A client that says nothing has no thread and no buffer, only the few
/// objects that remember where its loop goes on; a thread of the pool goes on with it when the operating system says that bytes came.
/// </summary>
public sealed class AsyncEcho : EchoArchitecture
{
    private AsyncEcho(ServerOptions options, Socket listener)
        : base("async echo", options, listener)
    {
    }

    /// <summary>Starts the server and returns it running.</summary>
    /// <inheritdoc cref="TcpServer.Start" path="/param[@name='port' or @name='options']"/>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static AsyncEcho Start(int port = 0, ServerOptions? options = null) =>
        Start(port, options, (limits, listener) => new AsyncEcho(limits, listener));

    private protected override Task RunAsync() => Task.Run(AcceptAsync);

    private async Task AcceptAsync()
    {
        while (!IsStopping)
        {
            try
            {
                // Not awaited: the next client is not to wait until this one has finished.
                if (Admit(await Listener.AcceptAsync()) is { } client) _ = ServeAsync(client);
            }
            catch (Exception e)
            {
                await AcceptFailedAsync(e);
            }
        }
    }

    private async Task ServeAsync(EchoClient client)
    {
        try
        {
            while (true)
            {
                // A receive of no bytes returns when there are some. Only then is a buffer needed: ten thousand clients that say nothing
                // would otherwise hold 160 MB of them.
                await client.Socket.ReceiveAsync(Memory<byte>.Empty);
                var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
                try
                {
                    var got = await client.Socket.ReceiveAsync(buffer.AsMemory());
                    Received(client, buffer.AsSpan(0, got));
                    if (got == 0) break;
                    Sending(client, buffer.AsSpan(0, got));
                    for (var sent = 0; sent < got;) sent += await client.Socket.SendAsync(buffer.AsMemory(sent, got - sent));
                    Sent(client, got);
                }
                finally
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                }
            }

            Leave(client);
        }
        catch (Exception e)
        {
            Leave(client, e);
        }
    }
}
