using System.Buffers;
using System.Text;

namespace SocketSchool;

/// <summary>
/// Reads lines from clients of two kinds: those that end a line with LF or CR LF, and those that send a few bytes without any end and
/// then wait for the answer, as the first programs of most tutorials do.
/// </summary>
/// <remarks>
/// TCP keeps no message edges, so for the second kind the server can only guess: nothing came for a while, so that was all. The guess
/// costs the client that while, and it is wrong when the network (or a slow typist) pauses in the middle of a word. A line end costs
/// one byte and is never wrong. So a client that has ended one line with LF is taken at its word from then on: no more guessing.
/// </remarks>
internal sealed class LineOrPauseReader(Connection client, TimeSpan? pause)
{
    /// <summary>How long a client must be silent, after its first byte, for the server to take what came as the whole line.</summary>
    public static readonly TimeSpan DefaultPause = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _pause = pause ?? DefaultPause;
    private byte[] _bytes = new byte[1024];
    private int _count;
    private bool _clientEndsLines;

    /// <summary>The next line, or <c>null</c> when the stream has ended and nothing is left.</summary>
    /// <exception cref="LimitExceededException">It is longer than <see cref="ConnectionOptions.MaxLineBytes"/>.</exception>
    public async ValueTask<Line?> ReadAsync(CancellationToken stop)
    {
        var searched = 0;
        var waitedForCharacter = false;
        while (true)
        {
            var feed = _bytes.AsSpan(searched, _count - searched).IndexOf((byte)'\n');
            var length = feed < 0 ? _count : searched + feed;
            if (length > 0 && _bytes[length - 1] == '\r') length--;
            if (length > client.Options.MaxLineBytes) throw TooLong();
            if (feed >= 0)
            {
                _clientEndsLines = true;
                return Take(length, searched + feed + 1);
            }

            searched = _count;
            if (_count == _bytes.Length) Array.Resize(ref _bytes, _count * 2);
            if (await ReceiveAsync(stop) is { } got)
            {
                if (got == 0) return _count == 0 ? null : Take(_count, _count);
                _count += got;
            }
            else if (waitedForCharacter || !EndsInsideCharacter())
            {
                return Take(_count, _count);
            }
            else
            {
                // Nobody says half a character on purpose, so that client gets one more pause.
                waitedForCharacter = true;
            }
        }
    }

    /// <summary>The number of bytes received, 0 at the end of the stream, <c>null</c> after a pause inside a line.</summary>
    private async ValueTask<int?> ReceiveAsync(CancellationToken stop)
    {
        if (_count == 0 || _clientEndsLines) return await client.ReceiveAsync(_bytes.AsMemory(_count), stop);
        using var silence = new CancellationTokenSource(_pause, client.Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(silence.Token, stop);
        try
        {
            return await client.ReceiveAsync(_bytes.AsMemory(_count), either.Token);
        }
        catch (OperationCanceledException) when (silence.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            return null;
        }
    }

    private bool EndsInsideCharacter() =>
        Rune.DecodeLastFromUtf8(_bytes.AsSpan(0, _count), out _, out _) == OperationStatus.NeedMoreData;

    private Line Take(int length, int consumed)
    {
        var line = new Line(
            Encoding.UTF8.GetString(_bytes, 0, length), Encoding.ASCII.GetString(_bytes, length, consumed - length));
        _count -= consumed;
        Array.Copy(_bytes, consumed, _bytes, 0, _count);
        return line;
    }

    private LimitExceededException TooLong() => new(
        nameof(ConnectionOptions.MaxLineBytes),
        $"{client.RemoteEndPoint} sent a line of more than {client.Options.MaxLineBytes:N0} bytes (MaxLineBytes).");
}
