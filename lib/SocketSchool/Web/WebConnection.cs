using System.Buffers;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// One client of a <see cref="WebServer"/>: reads what comes, answers every request that is complete, sends the answers together, and waits
/// only when there is nothing left to do.
/// </summary>
internal sealed partial class WebConnection : IDisposable
{
    private const int SmallestBuffer = 4096;
    private readonly WebServer _server;
    private readonly Socket _socket;
    private readonly RequestHead _head;
    private readonly long _acceptedAt;
    private byte[] _in = ArrayPool<byte>.Shared.Rent(SmallestBuffer);
    private int _start;
    private int _end;
    private bool _isLast;
    private bool _peerHasFinished;

    public WebConnection(WebServer server, Socket socket, IPEndPoint client)
    {
        (_server, _socket, Client) = (server, socket, client);
        _head = new RequestHead(server.Limits);
        _acceptedAt = _waitsSince = server.Options.TimeProvider.GetTimestamp();
    }

    public IPEndPoint Client { get; }

    /// <summary>Completes when the client has been served and its socket closed.</summary>
    public Task Running { get; set; } = Task.CompletedTask;

    public long BytesReceived { get; private set; }

    public long BytesSent { get; private set; }

    public ConnectionInfo Info => new(Client, Age, BytesReceived, BytesSent, _peerHasFinished);

    public TimeSpan Age => _server.Options.TimeProvider.GetElapsedTime(_acceptedAt);

    public async Task RunAsync()
    {
        try
        {
            await ConverseAsync();
            await CloseInGoodOrderAsync();
        }
        catch (OperationCanceledException) when (_isGivenUp || _server.IsStopping)
        {
            // A limit, which is a fault already, or the end of the server. Where part of an answer is out, the client must not take
            // it for the whole.
            if (_isSending) _socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            if (!_server.IsStopping) Lost(e);
        }
        catch (Exception e)
        {
            _server.AddFault(Client, e);
        }
        finally
        {
            _server.Log.Add(WireSide.Server, WireEventKind.Close, Client);
            Dispose();
            _server.Leave(this);
            ArrayPool<byte>.Shared.Return(_in);
            if (_out is not null) ArrayPool<byte>.Shared.Return(_out);
        }
    }

    // A client may go at any time when it waits for nothing; only while it is owed something is that worth a fault.
    private void Lost(Exception e)
    {
        _server.Log.Add(WireSide.Server, WireEventKind.Reset, Client, text: (e as SocketException)?.SocketErrorCode.ToString() ?? "");
        if (_waitsFor is Waiting.Request or Waiting.End || e is not SocketException cause) return;
        _server.AddFault(Client, new PeerResetException(Client, Age, cause));
    }

    private async Task ConverseAsync()
    {
        try
        {
            while (true)
            {
                while (!_isLast && _start < _end && _head.Read(_in.AsSpan(_start, _end - _start)))
                {
                    var answering = AnswerAsync();
                    if (!answering.IsCompletedSuccessfully) await answering;
                }

                if (_outLength > 0) await FlushAsync();
                if (_isLast) return;
                MakeRoom();
                BeginWait(_start == _end ? Waiting.Request : Waiting.Rest);
                var got = await _socket.ReceiveAsync(_in.AsMemory(_end), SocketFlags.None, _limit.Token);
                Received(got);
                if (got > 0) continue;
                if (_start < _end) throw RefusedRequestException.Bad("the stream ended in the middle of a request");
                return;
            }
        }
        catch (RefusedRequestException e)
        {
            await RefuseAsync(e);
        }
        catch (OperationCanceledException) when (_isLate && !_server.IsStopping)
        {
            _limit = new CancellationTokenSource();
            _isGivenUp = false;
            await RefuseAsync(new RefusedRequestException(408, $"the request was not complete after {Say.Duration(_server.Limits.RequestTimeout)} (RequestTimeout)"));
        }
    }

    private ValueTask AnswerAsync()
    {
        var request = new HttpRequest(_in.AsSpan(_start, _head.Length), _head, default, Client);
        var framing = _head.Framing;
        _start += _head.Length;
        _isLast = framing.Closes;
        _server.RefuseUnknown(request, framing);
        if (framing.ContentLength > 0 || framing.IsChunked) return AnswerWithBodyAsync(request);
        NextRequest();
        var response = _server.TryAnswer(request, _limit.Token, out var later);
        return response is not null && TryWrite(request, response) ? default : AnswerSlowlyAsync(request, response, later);
    }

    /// <summary>Takes the socket away, also from code that does not end.</summary>
    public void Dispose() => _socket.Dispose();

    private void NextRequest()
    {
        _head.Reset();
        _requestSince = 0;
    }

    private void Received(int count)
    {
        if (count == 0)
        {
            _peerHasFinished = true;
            Record(WireEventKind.EndOfStream, default, -1);
            return;
        }

        Record(WireEventKind.Receive, _in.AsSpan(_end, count), BytesReceived);
        _end += count;
        BytesReceived += count;
    }

    private void MakeRoom(int least = SmallestBuffer / 4)
    {
        if (_start == _end) _start = _end = 0;
        if (_in.Length - _end >= least) return;
        var have = _end - _start;
        var target = _in.Length - have >= least ? _in : ArrayPool<byte>.Shared.Rent(Math.Max(_in.Length * 2, have + least));
        _in.AsSpan(_start, have).CopyTo(target);
        if (target != _in) ArrayPool<byte>.Shared.Return(_in);
        (_in, _start, _end) = (target, 0, have);
    }

    /// <summary>
    /// Says that no more comes, then reads on until the client closes too: closing with unread bytes would be a reset, which can overtake
    /// the answer (RFC 9112, section 9.6).
    /// </summary>
    private async Task CloseInGoodOrderAsync()
    {
        BeginWait(Waiting.End);
        Record(WireEventKind.ShutdownSend, default, -1);
        _socket.Shutdown(SocketShutdown.Send);
        while (!_peerHasFinished && await _socket.ReceiveAsync(_in, SocketFlags.None, _limit.Token) > 0)
        {
            // Thrown away: the conversation is over.
        }
    }
}
