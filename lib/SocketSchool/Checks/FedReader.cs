using System.Threading.Channels;

namespace SocketSchool;

/// <summary>A connection for code that reads from it: the check writes at the other end, and sees what the code has taken.</summary>
internal sealed class FedReader : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);
    private readonly Connection _reader;
    private readonly Connection _writer;
    private readonly CancellationToken _cancellationToken;
    private readonly CancellationTokenSource _giveUp;

    private FedReader(Connection reader, Connection writer, CancellationToken cancellationToken)
    {
        (_reader, _writer, _cancellationToken) = (reader, writer, cancellationToken);
        _giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Starts the server that makes the writing ends; each goes to the channel.</summary>
    public static TcpServer StartServer(ChannelWriter<Connection> writers) => TcpServer.Start(
        async (client, stop) =>
        {
            await writers.WriteAsync(client, stop);
            await Task.Delay(Timeout.Infinite, stop);
        },
        name: "the checker's client",
        options: new ServerOptions { LingerTimeout = TimeSpan.FromMilliseconds(50), StopTimeout = TimeSpan.FromMilliseconds(500) });

    /// <summary>One more pair; not for two callers at once.</summary>
    public static async Task<FedReader> ConnectAsync(TcpServer server, ChannelReader<Connection> writers, CancellationToken cancellationToken)
    {
        // No time limit of its own: code that makes a FormatException of every exception must not be saved by one.
        var options = new ConnectionOptions { ReceiveTimeout = TimeSpan.FromMinutes(1) };
        var reader = await Connection.ConnectAsync(server.EndPoint, options, cancellationToken: cancellationToken);
        return new FedReader(reader, await writers.ReadAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Sends a piece and, when asked to, waits until the code has taken it.</summary>
    /// <returns>Whether the code has taken it; false when nobody waited for that, or in vain.</returns>
    public async Task<bool> SendAsync(byte[] piece, bool wait = false)
    {
        var all = _reader.BytesReceived + piece.Length;
        await _writer.SendAsync(piece, _cancellationToken);
        for (var i = 0; wait && i < 500 && _reader.BytesReceived < all; i++) await Task.Delay(1, _cancellationToken);
        return wait && _reader.BytesReceived >= all;
    }

    /// <summary>Sends no more.</summary>
    public void End() => _writer.ShutdownSend();

    /// <summary>Calls the code, on a thread of its own: code that blocks must not block the check.</summary>
    public Task<byte[]> CallAsync(Func<Connection, CancellationToken, Task<byte[]>> read) =>
        Task.Run(() => read(_reader, _giveUp.Token), _cancellationToken);

    /// <summary>What became of a call: its bytes, an exception, or neither because it still waits.</summary>
    /// <exception cref="NotImplementedException">The code is a stub.</exception>
    public async Task<(byte[]? Bytes, Exception? Error, bool Waits)> OutcomeAsync(Task<byte[]> call)
    {
        try
        {
            if (await Task.WhenAny(call, Task.Delay(s_patience, _cancellationToken)) != call) return (null, null, true);
            return (await call, null, false);
        }
        catch (Exception e) when (e is not NotImplementedException && !_cancellationToken.IsCancellationRequested)
        {
            return (null, e, false);
        }
    }

    /// <summary>The next line that the code has left on the connection; <c>null</c> when there is none.</summary>
    public async Task<string?> NextLineAsync()
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            return await _reader.ReadLineAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!_cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _giveUp.CancelAsync();
        await _reader.DisposeAsync();
        await _writer.DisposeAsync();
        _giveUp.Dispose();
    }
}
