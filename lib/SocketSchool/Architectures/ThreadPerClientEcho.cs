using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// Many clients, first way: a thread for each. The code of one client is the code of a server that has only one: receive, send, again.
/// The operating system does the rest, and lends every client a stack and a place in its scheduler.
/// </summary>
public sealed class ThreadPerClientEcho : EchoArchitecture
{
    private ThreadPerClientEcho(ServerOptions options, Socket listener)
        : base("thread-per-client echo", options, listener)
    {
    }

    /// <summary>Starts the server and returns it running.</summary>
    /// <inheritdoc cref="TcpServer.Start" path="/param[@name='port' or @name='options']"/>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static ThreadPerClientEcho Start(int port = 0, ServerOptions? options = null) =>
        Start(port, options, (limits, listener) => new ThreadPerClientEcho(limits, listener));

    private protected override Task RunAsync() =>
        Task.Factory.StartNew(Accept, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    // One thread waits for clients ...
    private void Accept()
    {
        while (!IsStopping)
        {
            try
            {
                if (Admit(Listener.Accept()) is { } client) BeginThread(client);
            }
            catch (Exception e)
            {
                AcceptFailedAsync(e).Wait();
            }
        }
    }

    private void BeginThread(EchoClient client)
    {
        try
        {
            new Thread(() => Serve(client)) { IsBackground = true, Name = $"echo: {client.RemoteEndPoint}" }.Start();
        }
        catch (Exception e)
        {
            // The operating system has no more threads to give (an OutOfMemoryException, whatever memory there is).
            Leave(client, e);
        }
    }

    // ... and one for each client, which spends its life in Receive.
    private void Serve(EchoClient client)
    {
        try
        {
            var buffer = new byte[BufferSize];
            int got;
            while ((got = client.Socket.Receive(buffer)) > 0)
            {
                Received(client, buffer.AsSpan(0, got));
                Sending(client, buffer.AsSpan(0, got));
                for (var sent = 0; sent < got;) sent += client.Socket.Send(buffer.AsSpan(sent, got - sent));
                Sent(client, got);
            }

            Received(client, []);
            Leave(client);
        }
        catch (Exception e)
        {
            Leave(client, e);
        }
    }
}
