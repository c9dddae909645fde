using System.IO.Pipes;
using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>A named pipe with blocking calls at both ends.</summary>
internal sealed class PipeRoundTrip : IRoundTrip
{
    // The pipe's own buffer holds as much as the other end reads at once: a message up to here cannot block for good.
    private const int Fits = BlockingEcho.BufferSize;

    private readonly NamedPipeServerStream _server;
    private readonly NamedPipeClientStream _client;
    private readonly EchoEnd _other;
    private readonly Watchdog _watchdog;
    private BackgroundSender? _sender;

    public PipeRoundTrip(TimeSpan patience, CancellationToken cancellationToken)
    {
        var name = $"sk-{Guid.NewGuid():N}"[..16];
        // On Windows a handle without this option does one thing at a time: a read would hold up the write that it waits for.
        var options = OperatingSystem.IsWindows() ? PipeOptions.Asynchronous : PipeOptions.None;
        _server = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, options, Fits, Fits);
        _client = new NamedPipeClientStream(".", name, PipeDirection.InOut, options);
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(patience);
            var accepted = _server.WaitForConnectionAsync(limit.Token);
            _client.ConnectAsync(limit.Token).GetAwaiter().GetResult();
            accepted.GetAwaiter().GetResult();
        }
        catch
        {
            _client.Dispose();
            _server.Dispose();
            throw;
        }

        _watchdog = new Watchdog(patience, Close);
        _other = new EchoEnd(Transport, Echo, _server.Dispose);
    }

    public string Transport => TransportKind.NamedPipe.Name();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Exchange(PageBuffer message, PageBuffer echo, int size)
    {
        try
        {
            _watchdog.Begin();
            var beside = size > Fits;
            if (beside) Sender.Begin(message, size);
            else _client.Write(message.Slice(0, size));
            for (var have = 0; have < size;)
            {
                var got = _client.Read(echo.Slice(have, size - have));
                if (got == 0) throw TransportFailure.Broke(this, _watchdog, null);
                have += got;
                _watchdog.Progress();
            }

            if (beside) Sender.End();
            _watchdog.End();
        }
        catch (Exception e) when (e is (IOException and not MeasurementException) or ObjectDisposedException or InvalidOperationException)
        {
            throw TransportFailure.Broke(this, _watchdog, e);
        }
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        Close();
        _other.Dispose();
        _sender?.Dispose();
    }

    private BackgroundSender Sender => _sender ??= new BackgroundSender((bytes, count) => _client.Write(bytes.Slice(0, count)));

    // The other end first: a blocked read then ends as it would when a peer goes away.
    private void Close()
    {
        _server.Dispose();
        _client.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Echo()
    {
        var buffer = new PageBuffer(BlockingEcho.BufferSize);
        int got;
        while ((got = _server.Read(buffer.Slice(0, BlockingEcho.BufferSize))) > 0) _server.Write(buffer.Slice(0, got));
    }
}
