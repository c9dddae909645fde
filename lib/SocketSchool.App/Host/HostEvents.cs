using System.Globalization;
using System.Threading.Channels;

namespace SocketSchool.App.Host;

/// <summary>Writes one line for each client that comes, leaves or is cut off, and for each fault, in the order they happened.</summary>
internal sealed class HostEvents : IAsyncDisposable
{
    // The server must never wait for a slow terminal: what does not fit is dropped, and counted.
    private readonly Channel<WireEvent> _events = Channel.CreateBounded<WireEvent>(
        new BoundedChannelOptions(1000) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Server _server;
    private readonly TextWriter _out;
    private readonly Task _writing;
    private long _dropped;

    public HostEvents(Server server, TextWriter output)
    {
        _server = server;
        _out = output;
        server.Log.Recorded += Take;
        _writing = Task.Run(WriteAllAsync);
    }

    public async ValueTask DisposeAsync()
    {
        _server.Log.Recorded -= Take;
        _events.Writer.TryComplete();
        await _writing;
    }

    private static string? Describe(WireEvent happened, bool datagrams) => happened.Kind switch
    {
        WireEventKind.Accept => $"{happened.Client} connected",
        WireEventKind.Reset => $"{happened.Client} reset the connection",
        WireEventKind.Close when happened.Client is not null => $"{happened.Client} closed",
        WireEventKind.Receive when datagrams =>
            string.Create(CultureInfo.InvariantCulture, $"{happened.Client} sent a datagram, bytes: {happened.Count:N0}"),
        WireEventKind.Note => happened.Text,
        WireEventKind.Fault or WireEventKind.Limit => $"fault: {happened.Text}",
        _ => null,
    };

    private void Take(WireEvent happened)
    {
        if (Describe(happened, _server.Protocol == "udp") is null) return;
        if (!_events.Writer.TryWrite(happened)) Interlocked.Increment(ref _dropped);
    }

    private async Task WriteAllAsync()
    {
        await foreach (var happened in _events.Reader.ReadAllAsync())
        {
            var dropped = Interlocked.Exchange(ref _dropped, 0);
            if (dropped > 0) await WriteAsync($"({dropped} more events than this terminal could take)");
            await WriteAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{happened.Microseconds / 1e6,10:0.000} s  {Describe(happened, _server.Protocol == "udp")}"));
        }
    }

    private async Task WriteAsync(string line)
    {
        try
        {
            await _out.WriteLineAsync(line);
        }
        catch (IOException)
        {
            // Nobody reads stderr any more. The server is what matters.
        }
    }
}
