using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// Many clients, third way: one thread that asks the operating system which of all its sockets have something for it
/// (<see cref="Socket.Select(System.Collections.IList, System.Collections.IList, System.Collections.IList, TimeSpan)"/>), and then does what
/// can be done without waiting. What a client waits for is now data, kept in its <see cref="EchoClient.State"/>, instead of a place in the code.
/// </summary>
/// <remarks>
/// The question names every socket, every time, and so costs more the more clients there are, even when one of them speaks. On Unix
/// .NET asks with <c>poll</c>, so the 1,024 sockets of C's <c>select</c> are no limit.
/// </remarks>
public sealed class SelectEcho : EchoArchitecture
{
    private readonly Dictionary<Socket, EchoClient> _clients = [];
    private readonly ConcurrentQueue<(EchoClient Client, bool Reset)> _hangUps = [];
    private readonly List<Socket> _readable = [];
    private readonly List<Socket> _writable = [];
    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly Socket _alarm;

    private SelectEcho(ServerOptions options, Socket listener)
        : base("select echo", options, listener)
    {
        // A client that gives up between the answer of Select and the call must not make this thread wait.
        listener.Blocking = false;

        // A socket connected to itself. A byte sent to it from any thread ends the wait (in C this is the "self-pipe trick").
        _alarm = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        _alarm.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _alarm.Connect(_alarm.LocalEndPoint!);
    }

    /// <summary>Starts the server and returns it running.</summary>
    /// <inheritdoc cref="TcpServer.Start" path="/param[@name='port' or @name='options']"/>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static SelectEcho Start(int port = 0, ServerOptions? options = null) =>
        Start(port, options, (limits, listener) => new SelectEcho(limits, listener));

    private protected override Task RunAsync() =>
        Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Loop()
    {
        while (!IsStopping)
        {
            try
            {
                Ask();
                foreach (var socket in _writable) SendRest(_clients[socket]);
                foreach (var socket in _readable) Read(socket);
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.WouldBlock)
            {
                // It did give up.
            }
            catch (Exception e)
            {
                AcceptFailedAsync(e).Wait();
            }

            while (_hangUps.TryDequeue(out var one)) End(one.Client, one.Reset);
        }

        foreach (var client in _clients.Values) Leave(client);
        _alarm.Dispose();
    }

    // Select takes out of the lists what has nothing to say, so they are filled anew each time.
    private void Ask()
    {
        _readable.Clear();
        _writable.Clear();
        _readable.Add(Listener);
        _readable.Add(_alarm);
        foreach (var (socket, client) in _clients)
        {
            // Who does not take what was sent is not listened to: TCP then holds that client's next words back.
            (client.State is null ? _readable : _writable).Add(socket);
        }

        Socket.Select(_readable, _writable, null, Timeout.InfiniteTimeSpan);
    }

    private void Read(Socket socket)
    {
        if (socket == Listener) Accept();
        else if (socket == _alarm) _alarm.Receive(_buffer, SocketFlags.None, out _);
        else Echo(_clients[socket]);
    }

    // All that wait, because the next chance is a question about every socket away.
    private void Accept()
    {
        do
        {
            if (Admit(Listener.Accept()) is not { } client) continue;
            client.Socket.Blocking = false;
            _clients[client.Socket] = client;
        }
        while (Listener.Poll(TimeSpan.Zero, SelectMode.SelectRead));
    }

    private void Echo(EchoClient client)
    {
        var got = client.Socket.Receive(_buffer, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock) return;
        if (error != SocketError.Success)
        {
            End(client, error);
            return;
        }

        Received(client, _buffer.AsSpan(0, got));
        if (got == 0)
        {
            End(client);
            return;
        }

        Sending(client, _buffer.AsSpan(0, got));
        var sent = client.Socket.Send(_buffer.AsSpan(0, got), SocketFlags.None, out error);
        if (error is not (SocketError.Success or SocketError.WouldBlock)) End(client, error);
        else if (sent == got) Sent(client, got);
        else client.State = new Rest(_buffer.AsSpan(sent, got - sent).ToArray(), got);
    }

    private void SendRest(EchoClient client)
    {
        var rest = (Rest)client.State!;
        rest.Done += client.Socket.Send(rest.Bytes.AsSpan(rest.Done), SocketFlags.None, out var error);
        if (error is not (SocketError.Success or SocketError.WouldBlock))
        {
            End(client, error);
        }
        else if (rest.Done == rest.Bytes.Length)
        {
            client.State = null;
            Sent(client, rest.WholeLength);
        }
    }

    private protected override void HangUp(EchoClient client, bool reset)
    {
        _hangUps.Enqueue((client, reset));
        Wake();
    }

    private protected override void CloseListener()
    {
        Wake();
        base.CloseListener();
    }

    private void Wake()
    {
        try
        {
            _alarm.Send([0]);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The loop has ended, or so many alarms wait that one more makes no difference.
        }
    }

    private void End(EchoClient client, SocketError error) => End(client, reset: false, new SocketException((int)error));

    private void End(EchoClient client, bool reset = false, Exception? trouble = null)
    {
        if (!_clients.Remove(client.Socket)) return;
        if (reset) client.Socket.LingerState = new LingerOption(true, 0);
        Leave(client, trouble);
    }

    /// <summary>What the operating system had no room for.</summary>
    private sealed class Rest(byte[] bytes, int wholeLength)
    {
        public byte[] Bytes { get; } = bytes;

        public int WholeLength { get; } = wholeLength;

        public int Done { get; set; }
    }
}
