using System.Net.Sockets;

namespace SocketSchool;

/// <content>Requests with a body.</content>
internal sealed partial class WebConnection
{
    private const int BodyBuffer = 16 * 1024;
    private static readonly byte[] s_continue = "HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray();

    private async ValueTask AnswerWithBodyAsync(HttpRequest request)
    {
        var framing = _head.Framing;
        // A client that has begun to send its body waits for nothing any more (RFC 9110, section 10.1.1).
        if (framing.ExpectsContinue && framing.Minor > 0 && _start == _end)
        {
            Write(s_continue);
            await FlushAsync();
        }

        // What has come decides how much memory it takes, not what a header promises.
        using var body = new MemoryStream(Math.Min(framing.ContentLength, BodyBuffer));
        if (framing.IsChunked) await ReadChunksAsync(body);
        else await ReadLengthAsync(body, framing.ContentLength);
        request.Body = body.ToArray();
        NextRequest();
        var response = _server.TryAnswer(request, _limit.Token, out var later);
        if (response is null || !TryWrite(request, response)) await AnswerSlowlyAsync(request, response, later);
    }

    private async ValueTask ReadLengthAsync(MemoryStream body, int length)
    {
        while (true)
        {
            var take = Math.Min(length - (int)body.Length, _end - _start);
            body.Write(_in, _start, take);
            _start += take;
            if (body.Length == length) return;
            await ReceiveMoreAsync();
        }
    }

    private async ValueTask ReadChunksAsync(MemoryStream body)
    {
        var chunks = new ChunkedBody(_server.Limits);
        while (true)
        {
            _start += chunks.Read(_in.AsSpan(_start, _end - _start), body);
            if (chunks.IsComplete) return;
            await ReceiveMoreAsync();
        }
    }

    private async ValueTask ReceiveMoreAsync()
    {
        // Earlier answers do not wait for a slow body.
        if (_outLength > 0) await FlushAsync();
        MakeRoom(BodyBuffer / 2);
        BeginWait(Waiting.Rest);
        var got = await _socket.ReceiveAsync(_in.AsMemory(_end), SocketFlags.None, _limit.Token);
        Received(got);
        if (got == 0) throw RefusedRequestException.Bad("the stream ended in the middle of a body");
    }
}
