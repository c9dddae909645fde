using System.Buffers;
using System.Net.Sockets;

namespace SocketSchool;

/// <content>Answers: into the buffer first, so that those to several requests leave in one send.</content>
internal sealed partial class WebConnection
{
    private const int OutBuffer = 16 * 1024;
    private const int SendPiece = 128 * 1024;
    private const int FilePiece = 64 * 1024;
    private byte[]? _out;
    private int _outLength;

    /// <summary>Puts the whole answer into the buffer.</summary>
    /// <returns>Whether that is done: not when it is a file or does not fit.</returns>
    private bool TryWrite(HttpRequest request, HttpResponse response)
    {
        var withContent = !response.HasNoContent && !request.MethodBytes.SequenceEqual("HEAD"u8);
        var body = withContent ? response.Body.Span : default;
        if (response.File is not null || response.Head.Length + body.Length + 128 > OutBuffer - _outLength) return false;
        WriteHead(request, response);
        Write(body);
        _server.Note(request, response.Status, body.Length);
        return true;
    }

    private async ValueTask AnswerSlowlyAsync(HttpRequest request, HttpResponse? response, Task<HttpResponse>? later)
    {
        using var file = response?.File;
        // Earlier answers do not wait for this one.
        if (_outLength > 0) await FlushAsync();
        _waitsFor = Waiting.Handler;
        response ??= await later!;
        if (TryWrite(request, response)) return;
        var withContent = !response.HasNoContent && !request.MethodBytes.SequenceEqual("HEAD"u8);
        WriteHead(request, response);
        if (withContent && file is null) await SendBodyAsync(response.Body);
        if (withContent && file is not null) await SendFileAsync(file);
        _server.Note(request, response.Status, withContent ? response.Length : 0);
    }

    private async Task RefuseAsync(RefusedRequestException refused)
    {
        _isLast = true;
        _server.AddFault(Client, refused.Status == 408 ? nameof(WebLimits.RequestTimeout) : refused.Limit,
            $"{Client}: refused with {refused.Status} {HttpStatus.Reason(refused.Status)}: {refused.Message}.");
        var response = HttpResponse.Text($"{refused.Status} {HttpStatus.Reason(refused.Status)}\n\n{char.ToUpperInvariant(refused.Message[0])}{refused.Message[1..]}.\n", refused.Status);
        WriteHead(null, response);
        Write(response.Body.Span);
        _server.Note(Client, refused.Status, response.Body.Length);
        await FlushAsync();
    }

    private void WriteHead(HttpRequest? request, HttpResponse response)
    {
        Write(response.Head);
        Write(_server.Date.Bytes);
        if (_isLast) Write("Connection: close\r\n\r\n"u8);
        else if (request is { Minor: 0 }) Write("Connection: keep-alive\r\n\r\n"u8);
        else Write("\r\n"u8);
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        _out ??= ArrayPool<byte>.Shared.Rent(OutBuffer);
        if (bytes.Length > _out.Length - _outLength)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_outLength + bytes.Length);
            _out.AsSpan(0, _outLength).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_out);
            _out = larger;
        }

        bytes.CopyTo(_out.AsSpan(_outLength));
        _outLength += bytes.Length;
    }

    private async ValueTask FlushAsync()
    {
        await SendAsync(_out.AsMemory(0, _outLength));
        _outLength = 0;
        // A connection that waits for its next request holds no buffer for the answer.
        ArrayPool<byte>.Shared.Return(_out!);
        _out = null;
    }

    private ValueTask SendBodyAsync(ReadOnlyMemory<byte> body)
    {
        if (body.Length <= OutBuffer)
        {
            Write(body.Span);
            return default;
        }

        return SendLargeAsync(body);
    }

    private async ValueTask SendLargeAsync(ReadOnlyMemory<byte> body)
    {
        await FlushAsync();
        await SendAsync(body);
    }

    private async ValueTask SendFileAsync(FilePart file)
    {
        await FlushAsync();
        var piece = ArrayPool<byte>.Shared.Rent(FilePiece);
        try
        {
            for (var sent = 0L; sent < file.Length;)
            {
                var count = (int)Math.Min(FilePiece, file.Length - sent);
                var got = await RandomAccess.ReadAsync(file.Handle, piece.AsMemory(0, count), file.Offset + sent, _limit.Token);
                if (got == 0)
                {
                    // Its length has been promised: only a reset says that the promise is broken.
                    _socket.LingerState = new LingerOption(true, 0);
                    throw new EndOfStreamException("A file became shorter while it was sent.");
                }

                await SendAsync(piece.AsMemory(0, got));
                sent += got;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        _isSending = true;
        Record(WireEventKind.Send, bytes.Span, BytesSent);
        while (!bytes.IsEmpty)
        {
            BeginWait(Waiting.Reader);
            var sent = await _socket.SendAsync(bytes[..Math.Min(bytes.Length, SendPiece)], SocketFlags.None, _limit.Token);
            BytesSent += sent;
            bytes = bytes[sent..];
        }

        _isSending = false;
    }
}
