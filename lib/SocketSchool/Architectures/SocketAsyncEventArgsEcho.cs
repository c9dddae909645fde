using System.Buffers;
using System.Collections.Concurrent;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// Many clients, fourth way: the calls below <c>await</c>. A <see cref="SocketAsyncEventArgs"/> describes one receive or send. The call
/// returns <c>false</c> when it is done already, or <c>true</c> when <see cref="SocketAsyncEventArgs.Completed"/> will say so later, on
/// some thread. The objects are used again for the next client.
/// </summary>
/// <remarks>
/// The trap: a handler that starts the next call, which is done at once, which calls the handler, and so on until the stack is full.
/// So it is a loop (<see cref="GoOn"/>), and only what is not done yet comes back through the event.
/// </remarks>
public sealed class SocketAsyncEventArgsEcho : EchoArchitecture
{
    private readonly ConcurrentStack<SocketAsyncEventArgs> _free = [];
    private readonly TaskCompletionSource _acceptEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SocketAsyncEventArgs _accept = new();

    private SocketAsyncEventArgsEcho(ServerOptions options, Socket listener)
        : base("SocketAsyncEventArgs echo", options, listener) => _accept.Completed += (_, _) => Accept(isDone: true);

    /// <summary>Starts the server and returns it running.</summary>
    /// <inheritdoc cref="TcpServer.Start" path="/param[@name='port' or @name='options']"/>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static SocketAsyncEventArgsEcho Start(int port = 0, ServerOptions? options = null) =>
        Start(port, options, (limits, listener) => new SocketAsyncEventArgsEcho(limits, listener));

    private protected override Task RunAsync()
    {
        ThreadPool.UnsafeQueueUserWorkItem(_ => Accept(isDone: false), null);
        return _acceptEnded.Task;
    }

    private void Accept(bool isDone)
    {
        while (!IsStopping)
        {
            try
            {
                if (isDone) Accepted();
                _accept.AcceptSocket = null;
                if (Listener.AcceptAsync(_accept)) return;
                isDone = true;
            }
            catch (Exception e)
            {
                isDone = false;
                AcceptFailedAsync(e).Wait();
            }
        }

        _accept.AcceptSocket?.Dispose();
        _acceptEnded.TrySetResult();
    }

    private void Accepted()
    {
        if (_accept.SocketError != SocketError.Success) throw new SocketException((int)_accept.SocketError);
        if (Admit(_accept.AcceptSocket!) is not { } client) return;
        var args = _free.TryPop(out var used) ? used : NewArgs();
        args.UserToken = client;
        BeginWait(args, client);
    }

    private SocketAsyncEventArgs NewArgs()
    {
        // true: the event runs without the context (AsyncLocal values) of whoever made the call. Nobody here looks at it.
        var args = new SocketAsyncEventArgs(true);
        args.Completed += (_, done) => GoOn(done);
        return args;
    }

    private void BeginWait(SocketAsyncEventArgs args, EchoClient client)
    {
        try
        {
            if (!Wait(args, client)) GoOn(args);
        }
        catch (Exception e)
        {
            End(args, client, e);
        }
    }

    // What to do when a call is done, until one is not done at once.
    private void GoOn(SocketAsyncEventArgs args)
    {
        var client = (EchoClient)args.UserToken!;
        try
        {
            bool isPending;
            do
            {
                if (args.SocketError != SocketError.Success) throw new SocketException((int)args.SocketError);
                if (args.LastOperation == SocketAsyncOperation.Send) isPending = AfterSend(args, client);
                else if (args.Count == 0) isPending = Receive(args, client);
                else if (args.BytesTransferred > 0) isPending = AfterReceive(args, client);
                else
                {
                    Received(client, []);
                    End(args, client);
                    return;
                }
            }
            while (!isPending);
        }
        catch (Exception e)
        {
            End(args, client, e);
        }
    }

    // A receive of no bytes returns when there are some, so that a silent client holds no buffer.
    private static bool Wait(SocketAsyncEventArgs args, EchoClient client)
    {
        args.SetBuffer([], 0, 0);
        return client.Socket.ReceiveAsync(args);
    }

    private static bool Receive(SocketAsyncEventArgs args, EchoClient client)
    {
        args.SetBuffer(ArrayPool<byte>.Shared.Rent(BufferSize), 0, BufferSize);
        return client.Socket.ReceiveAsync(args);
    }

    private bool AfterReceive(SocketAsyncEventArgs args, EchoClient client)
    {
        args.SetBuffer(0, args.BytesTransferred);
        Received(client, args.MemoryBuffer.Span[..args.Count]);
        Sending(client, args.MemoryBuffer.Span[..args.Count]);
        return client.Socket.SendAsync(args);
    }

    private bool AfterSend(SocketAsyncEventArgs args, EchoClient client)
    {
        var (sent, rest) = (args.Offset + args.BytesTransferred, args.Count - args.BytesTransferred);
        if (rest > 0)
        {
            args.SetBuffer(sent, rest);
            return client.Socket.SendAsync(args);
        }

        Sent(client, sent);
        GiveBufferBack(args);
        return Wait(args, client);
    }

    private void End(SocketAsyncEventArgs args, EchoClient client, Exception? trouble = null)
    {
        GiveBufferBack(args);
        args.UserToken = null;
        Leave(client, trouble);
        _free.Push(args);
    }

    private static void GiveBufferBack(SocketAsyncEventArgs args)
    {
        if (args.Buffer is { Length: > 0 } buffer) ArrayPool<byte>.Shared.Return(buffer);
        args.SetBuffer(null, 0, 0);
    }

    private protected override void CloseListener()
    {
        base.CloseListener();
        foreach (var args in _free) args.Dispose();
    }
}
