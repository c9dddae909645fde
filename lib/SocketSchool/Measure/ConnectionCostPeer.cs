using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>
/// A server for connections that live for one request, on a thread of its own with blocking calls, and the client's end of such a request.
/// Each way has a peer of its own, so that its port tells its sockets apart.
/// </summary>
internal sealed class ConnectionCostPeer : IDisposable
{
    private readonly ConnectionCostEnding _ending;
    private readonly Socket _listener;
    private readonly Thread _thread;
    private readonly Watchdog _watchdog;
    private readonly byte[] _request;
    private readonly byte[] _answer;
    private volatile Socket? _client;
    private volatile Socket? _accepted;
    private volatile bool _stopping;

    public ConnectionCostPeer(ConnectionCostEnding ending, ConnectionCostOptions options)
    {
        _ending = ending;
        _request = new byte[options.RequestBytes];
        _answer = new byte[options.AnswerBytes];
        _listener = new Socket(options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(new IPEndPoint(options.Address, 0));
            _listener.Listen(16);
        }
        catch (SocketException e)
        {
            _listener.Dispose();
            throw new PortUnavailableException("TCP", new IPEndPoint(options.Address, 0), e);
        }

        EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        _watchdog = new Watchdog(options.Patience, Close);
        _thread = new Thread(Serve) { IsBackground = true, Name = "connection cost: server" };
        _thread.Start();
    }

    public IPEndPoint EndPoint { get; }

    /// <summary>Connects, sends a request, waits for the answer, and closes in the way of this peer.</summary>
    /// <param name="connected">Is told the time (Stopwatch ticks) at which the connection was there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Request(out long connected)
    {
        try
        {
            _watchdog.Begin();
            using var socket = new Socket(EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            _client = socket;
            ObjectDisposedException.ThrowIf(_stopping, this);
            socket.NoDelay = true;
            socket.Connect(EndPoint);
            connected = System.Diagnostics.Stopwatch.GetTimestamp();
            TcpRoundTrip.SendAll(socket, _request);
            for (var have = 0; have < _answer.Length;)
            {
                var got = socket.Receive(_answer.AsSpan(have), SocketFlags.None);
                if (got == 0) throw new SocketException((int)SocketError.ConnectionReset);
                have += got;
            }

            // The server has closed when this returns 0, so it was the first.
            if (_ending == ConnectionCostEnding.ServerFirst) _ = socket.Receive(_answer.AsSpan(), SocketFlags.None);
            if (_ending == ConnectionCostEnding.Reset) socket.LingerState = s_resets;
            socket.Dispose();
            _watchdog.End();
        }
        catch (Exception e) when (e is SocketException || (e is ObjectDisposedException && _watchdog.HasBitten))
        {
            throw Failed(e);
        }
        finally
        {
            _client = null;
        }
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        Close();
        _thread.Join(TimeSpan.FromSeconds(2));
    }

    private static readonly LingerOption s_resets = new(true, 0);

    private void Close()
    {
        _stopping = true;
        _listener.Dispose();
        _client?.Dispose();
        _accepted?.Dispose();
    }

    private void Serve()
    {
        var (request, answer) = (new byte[_request.Length], new byte[_answer.Length]);
        while (!_stopping)
        {
            try
            {
                using var socket = _listener.Accept();
                _accepted = socket;
                if (_stopping) return;
                socket.NoDelay = true;
                Serve(socket, request, answer);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // The client's reset, which is how a connection of that way ends; or the listener is closed, and with it this loop.
                if (_stopping) return;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Serve(Socket socket, byte[] request, byte[] answer)
    {
        for (var have = 0; have < request.Length;)
        {
            var got = socket.Receive(request.AsSpan(have), SocketFlags.None);
            if (got == 0) return;
            have += got;
        }

        TcpRoundTrip.SendAll(socket, answer);
        // Not the first to close: waits until the client has.
        if (_ending != ConnectionCostEnding.ServerFirst) _ = socket.Receive(request.AsSpan(), SocketFlags.None);
    }

    private MeasurementException Failed(Exception e) => new(e switch
    {
        _ when _watchdog.HasBitten => $"For {Say.Duration(_watchdog.Patience)} nothing moved between the two ends of the measurement. Is the machine overloaded? Run it again.",
        SocketException { SocketErrorCode: SocketError.AddressNotAvailable } =>
            "The system has no free port left for another connection: too many are in TIME_WAIT. Wait a minute, or ask for fewer requests.",
        SocketException { SocketErrorCode: SocketError.TooManyOpenSockets } =>
            "This process has as many files and sockets open as it may. Close some, or raise the limit (ulimit -n).",
        _ => $"A connection within this machine broke: {e.Message} Run it again.",
    }, e);
}
