using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <content>Clients: in, watched, out.</content>
public sealed partial class WebServer
{
    internal void Leave(WebConnection connection)
    {
        lock (_countGate)
        {
            if (!_open.TryRemove(connection, out _)) return;
            _receivedBefore += connection.BytesReceived;
            _sentBefore += connection.BytesSent;
        }

        Interlocked.Decrement(ref _openCount);
    }

    private void Begin(Socket socket)
    {
        IPEndPoint client;
        try
        {
            client = Addresses.Plain((IPEndPoint)socket.RemoteEndPoint!);
            socket.NoDelay = Options.NoDelay;
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        Interlocked.Increment(ref _total);
        Log.Add(WireSide.Server, WireEventKind.Accept, client);
        if (Interlocked.Increment(ref _openCount) > Options.MaxConnections)
        {
            Interlocked.Decrement(ref _openCount);
            AddFault(client, nameof(Options.MaxConnections),
                $"{client} was turned away: {Say.Count(Options.MaxConnections, "client")} may be connected at once (MaxConnections).");
            Log.Add(WireSide.Server, WireEventKind.Close, client);
            socket.Dispose();
            return;
        }

        var connection = new WebConnection(this, socket, client);
        _open[connection] = 0;
        connection.Running = Task.Run(connection.RunAsync);
    }

    // One timer for everybody instead of one for each receive: it looks often enough that a limit is kept within an eighth of itself.
    private void WatchLimits()
    {
        TimeSpan[] limits = [.. new[] { Options.IdleTimeout, Options.SendTimeout, Options.LingerTimeout, Limits.RequestTimeout }
            .Where(limit => limit != Timeout.InfiniteTimeSpan)];
        if (limits.Length == 0) return;
        var period = TimeSpan.FromMilliseconds(Math.Clamp(limits.Min().TotalMilliseconds / 8, 1, 1000));
        _timer = Options.TimeProvider.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(period, Timeout.InfiniteTimeSpan);

        void Look()
        {
            foreach (var (connection, _) in _open) connection.CheckLimits();
            // Not periodic: a round that takes longer than the period must not meet the next one.
            if (!IsStopping) _timer?.Change(period, Timeout.InfiniteTimeSpan);
        }
    }

    private protected override void CloseListener() => _listener.Dispose();

    private protected override async Task DrainAsync()
    {
        await _accepting;
        _timer?.Dispose();
        foreach (var connection in _open.Keys) connection.Stop();
        var serving = Task.WhenAll(_open.Keys.Select(connection => connection.Running));
        await WaitForClientsAsync(serving, () => _open.Keys.Select(open => (open.Client, (IDisposable)open)));
        foreach (var connection in _open.Keys) Leave(connection);
    }
}
