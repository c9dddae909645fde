using System.Diagnostics;
using System.Net;
using System.Text;

namespace SocketSchool;

/// <summary>
/// The client that a check drives a learner's TCP server with: it cuts messages up, joins them, half-closes and resets, and compares
/// what comes back byte by byte.
/// </summary>
internal sealed class Probe : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private readonly Connection _connection;
    private readonly TcpServer? _server;
    private readonly List<string> _sent = [];
    private readonly CancellationToken _cancellationToken;
    private byte[] _pending = [];

    private Probe(Connection connection, TcpServer? server, CancellationToken cancellationToken)
    {
        _connection = connection;
        _server = server;
        _cancellationToken = cancellationToken;
    }

    /// <summary>What was sent since the last answer that came out right, piece by piece.</summary>
    public string Sent => _sent.Count switch
    {
        0 => "",
        1 => _sent[0],
        _ => $"{string.Join(" | ", _sent.Take(8))}{(_sent.Count > 8 ? " | ..." : "")} in {_sent.Count} writes",
    };

    /// <summary>Whether the server has sent it anything.</summary>
    public bool HasReceived => _connection.BytesReceived > 0;

    /// <summary>The probe's own address, which the server sees as its peer's.</summary>
    public IPEndPoint LocalEndPoint => _connection.LocalEndPoint;

    public static async Task<Probe> ConnectAsync(IPEndPoint endPoint, TcpServer? server, CancellationToken cancellationToken) =>
        new(await Connection.ConnectAsync(
                endPoint, new ConnectionOptions { ReceiveTimeout = s_patience, SendTimeout = s_patience }, server?.Log, cancellationToken),
            server, cancellationToken);

    /// <summary>Sends text as UTF-8 in one write.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Sends each piece as a write of its own, and the next one only when the server has read the one before: otherwise TCP may join
    /// them, and a mistake in the learner's code would go unseen.
    /// </summary>
    public async Task SendAsync(params byte[][] pieces)
    {
        foreach (var piece in pieces)
        {
            var before = ServerHasRead;
            _sent.Add(ByteText.Quote(piece, 24));
            await _connection.SendAsync(piece, _cancellationToken);
            if (pieces.Length > 1) await WaitUntilReadAsync(before + piece.Length);
        }
    }

    /// <summary>Sends every byte of the text as a write of its own.</summary>
    public Task SendByteByByteAsync(string text) =>
        SendAsync([.. Encoding.UTF8.GetBytes(text).Select(b => new[] { b })]);

    public void ShutdownSend()
    {
        _sent.Add("(end of stream)");
        _connection.ShutdownSend();
    }

    /// <summary>Ends the connection with a reset.</summary>
    public void Abort() => _connection.Abort();

    /// <summary>Expects exactly these bytes next.</summary>
    public async Task ExpectAsync(byte[] expected)
    {
        var got = new MemoryStream();
        while (got.Length < expected.Length)
        {
            var chunk = await ReceiveAsync(
                (int)(expected.Length - got.Length), () => (ByteText.Quote(expected), ByteText.Quote(got.ToArray())));
            if (chunk.Length == 0)
            {
                throw new CheckFailure(
                    ByteText.Quote(expected), $"{ByteText.Quote(got.ToArray())}, then the end of the stream");
            }

            got.Write(chunk);
            if (!expected.AsSpan().StartsWith(got.ToArray()))
            {
                // What is still on its way belongs to the answer as well, and a learner wants to see all of it.
                got.Write(await DrainAsync((int)(expected.Length - got.Length) + 64));
                throw Different(expected, got.ToArray());
            }
        }

        _sent.Clear();
    }

    public Task ExpectAsync(string expected) => ExpectAsync(Encoding.UTF8.GetBytes(expected));

    /// <summary>Expects one line, ended by LF or CR LF.</summary>
    public async Task ExpectLineAsync(string expected)
    {
        var line = await ReadLineAsync(ByteText.Quote(Encoding.UTF8.GetBytes(expected + "\n")));
        if (line != expected) throw Different(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(line));
        _sent.Clear();
    }

    /// <summary>Expects a line for which the test holds, and returns it.</summary>
    public async Task<string> ExpectLineAsync(Func<string, bool> test, string description)
    {
        var line = await ReadLineAsync(description);
        if (!test(line)) throw new CheckFailure(description, ByteText.Quote(Encoding.UTF8.GetBytes(line)));
        _sent.Clear();
        return line;
    }

    /// <summary>Expects that the server sends no more.</summary>
    public async Task ExpectEndAsync()
    {
        const string expected = "the end of the stream (the server closes)";
        var chunk = await ReceiveAsync(64, () => (expected, "nothing, and the connection stays open"));
        if (chunk.Length > 0) throw new CheckFailure(expected, ByteText.Quote([.. chunk, .. await DrainAsync(64)]));
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private long ServerHasRead => _server?.BytesReceived ?? 0;

    private static CheckFailure Different(byte[] expected, byte[] got)
    {
        var same = expected.AsSpan().CommonPrefixLength(got);
        var differ = same < expected.Length && same < got.Length;
        // Numbers explain a difference in binary data; of two texts that stand one above the other they would only be noise.
        var note = !differ ? ""
            : !ByteText.IsText(expected) || !ByteText.IsText(got)
                ? $"They differ from byte {same} on: expected {ByteText.Hex(Part(expected, same))}, got {ByteText.Hex(Part(got, same))}."
            : same >= 50 ? $"The first {same} bytes are right, then {ByteText.Quote(Part(got, same))} came in place of {ByteText.Quote(Part(expected, same))}."
            : "";
        return new CheckFailure(ByteText.Quote(expected), ByteText.Quote(got), note);

        static ReadOnlySpan<byte> Part(byte[] bytes, int from) => bytes.AsSpan(from, Math.Min(8, bytes.Length - from));
    }

    private async Task<string> ReadLineAsync(string expected)
    {
        var line = new MemoryStream();
        while (true)
        {
            var chunk = await ReceiveAsync(4096, () => (expected, ByteText.Quote(line.ToArray()) + " and no line end"));
            if (chunk.Length == 0)
            {
                throw new CheckFailure(expected, line.Length == 0
                    ? "the end of the stream, and nothing before it"
                    : $"{ByteText.Quote(line.ToArray())} and no line end before the end of the stream");
            }

            var feed = Array.IndexOf(chunk, (byte)'\n');
            line.Write(feed < 0 ? chunk : chunk.AsSpan(0, feed));
            if (feed < 0) continue;
            _pending = chunk[(feed + 1)..];
            var text = Encoding.UTF8.GetString(line.ToArray());
            return text.EndsWith('\r') ? text[..^1] : text;
        }
    }

    private async Task<byte[]> ReceiveAsync(int most, Func<(string Expected, string Got)> describe)
    {
        if (_pending.Length > 0)
        {
            var taken = _pending[..Math.Min(most, _pending.Length)];
            _pending = _pending[taken.Length..];
            return taken;
        }

        var buffer = new byte[most];
        try
        {
            return buffer[..await _connection.ReceiveAsync(buffer, _cancellationToken)];
        }
        catch (ConnectionTimeoutException)
        {
            var (expected, got) = describe();
            throw new CheckFailure(expected, got, $"Nothing more came for {Say.Duration(s_patience)}.");
        }
        catch (PeerResetException e)
        {
            var (expected, got) = describe();
            throw new CheckFailure(expected, got, e.Message);
        }
    }

    /// <summary>What comes within a moment, for the report of a difference that is already certain.</summary>
    private async Task<byte[]> DrainAsync(int most)
    {
        using var moment = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken);
        moment.CancelAfter(TimeSpan.FromMilliseconds(250));
        var rest = new byte[most];
        var have = 0;
        try
        {
            int got;
            while (have < most && (got = await _connection.ReceiveAsync(rest.AsMemory(have), moment.Token)) > 0) have += got;
        }
        catch (Exception e) when (e is OperationCanceledException or PeerResetException or ConnectionTimeoutException)
        {
            // Enough for the report.
        }

        return rest[..have];
    }

    private async Task WaitUntilReadAsync(long total)
    {
        if (_server is null)
        {
            // A server of another kind does not tell what it has read: give it time enough to have done so.
            await Task.Delay(TimeSpan.FromMilliseconds(15), _cancellationToken);
            return;
        }

        var waiting = Stopwatch.StartNew();
        while (_server.BytesReceived < total && waiting.Elapsed < TimeSpan.FromMilliseconds(500))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(1), _cancellationToken);
        }
    }
}
