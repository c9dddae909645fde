using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>
/// Both ends of one TCP connection in this process: the client's end for the measuring thread, the server's on a thread of its own that
/// answers each whole request. Blocking calls, no log, nothing allocated per exchange.
/// </summary>
internal sealed class MeasuredPair : IDisposable
{
    private readonly byte[] _request;
    private readonly byte[] _answer;
    private readonly ArraySegment<byte>[] _parts;
    private readonly Watchdog _watchdog;
    private readonly Thread _thread;
    private readonly int _first;

    /// <param name="address">Where the server's end listens for a moment.</param>
    /// <param name="first">How many bytes the first part of a request has.</param>
    /// <param name="second">How many bytes the second part has; may be 0.</param>
    /// <param name="answer">How many bytes the server answers.</param>
    /// <param name="noDelay">Whether the client's end sends small segments at once. The server's end always does.</param>
    /// <param name="patience">How long an exchange may stand still.</param>
    /// <param name="onServer">Runs first on the server's thread, for instance to bind it to a processor.</param>
    public MeasuredPair(IPAddress address, int first, int second, int answer, bool noDelay, TimeSpan patience, Action? onServer = null)
    {
        using var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(address, 0));
            listener.Listen(1);
        }
        catch (SocketException e)
        {
            throw new PortUnavailableException("TCP", new IPEndPoint(address, 0), e);
        }

        Client = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            // It returns when the handshake is done, which needs no accept.
            Client.Connect(listener.LocalEndPoint!);
            Server = listener.Accept();
        }
        catch
        {
            Client.Dispose();
            throw;
        }

        Client.NoDelay = noDelay;
        Server.NoDelay = true;
        _first = first;
        _request = new byte[first + second];
        _answer = new byte[answer];
        _parts = [new ArraySegment<byte>(_request, 0, first), new ArraySegment<byte>(_request, first, second)];
        _watchdog = new Watchdog(patience, Close);
        _thread = new Thread(() => Serve(onServer)) { IsBackground = true, Name = "measurement: server's end" };
        _thread.Start();
    }

    public Socket Client { get; }

    public Socket Server { get; }

    /// <summary>Sends the request with one call and waits for the whole answer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Exchange()
    {
        try
        {
            _watchdog.Begin();
            TcpRoundTrip.SendAll(Client, _request);
            Receive();
            _watchdog.End();
        }
        catch (Exception e) when (IsEnd(e))
        {
            throw Failed(e);
        }
    }

    /// <summary>Sends the request's two parts with a call each and waits for the whole answer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ExchangeInTwo()
    {
        try
        {
            _watchdog.Begin();
            Client.Send(_request.AsSpan(0, _first), SocketFlags.None);
            Client.Send(_request.AsSpan(_first), SocketFlags.None);
            Receive();
            _watchdog.End();
        }
        catch (Exception e) when (IsEnd(e))
        {
            throw Failed(e);
        }
    }

    /// <summary>Gathers the request's two parts, which lie apart, into one call (<c>sendmsg</c>, <c>writev</c>) and waits for the whole answer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void ExchangeGathered()
    {
        try
        {
            _watchdog.Begin();
            Client.Send(_parts, SocketFlags.None);
            Receive();
            _watchdog.End();
        }
        catch (Exception e) when (IsEnd(e))
        {
            throw Failed(e);
        }
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        Close();
        _thread.Join(TimeSpan.FromSeconds(2));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Receive()
    {
        for (var have = 0; have < _answer.Length;)
        {
            var got = Client.Receive(_answer.AsSpan(have), SocketFlags.None);
            if (got == 0) throw new SocketException((int)SocketError.ConnectionReset);
            have += got;
        }
    }

    private void Serve(Action? onServer)
    {
        try
        {
            onServer?.Invoke();
            Answer(new byte[_request.Length], new byte[_answer.Length]);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed: the measurement is over.
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Answer(byte[] request, byte[] answer)
    {
        while (true)
        {
            for (var have = 0; have < request.Length;)
            {
                var got = Server.Receive(request.AsSpan(have), SocketFlags.None);
                if (got == 0) return;
                have += got;
            }

            TcpRoundTrip.SendAll(Server, answer);
        }
    }

    private void Close()
    {
        Client.Dispose();
        Server.Dispose();
    }

    private bool IsEnd(Exception e) => e is SocketException || (e is ObjectDisposedException && _watchdog.HasBitten);

    private MeasurementException Failed(Exception e) => new(
        _watchdog.HasBitten
            ? $"For {Say.Duration(_watchdog.Patience)} nothing moved between the two ends of the measurement. Is the machine overloaded? Run it again."
            : $"The connection between the two ends of the measurement broke: {e.Message} Run it again.", e);
}
