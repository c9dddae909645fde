using System.Net;
using System.Text;

namespace SocketSchool;

/// <summary>A server for the check of a client: each line comes back in capital letters. It counts connections and questions.</summary>
internal sealed class CapitalsDesk : IAsyncDisposable
{
    private readonly TcpServer _server;
    private readonly int _most;
    private readonly bool _cut;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;
    private int _questions;

    /// <param name="most">How many answers there are before it closes.</param>
    /// <param name="cut">Whether each answer comes in two pieces, cut after its third byte.</param>
    public CapitalsDesk(int most = int.MaxValue, bool cut = false)
    {
        (_most, _cut) = (most, cut);
        _server = TcpServer.Start(ServeAsync, name: "capitals", options: new ServerOptions
        {
            LingerTimeout = TimeSpan.FromMilliseconds(200),
            StopTimeout = TimeSpan.FromMilliseconds(500),
        });
    }

    public IPEndPoint EndPoint => _server.ReachableEndPoint;

    public long Connections => _server.TotalConnections;

    public int Questions => Volatile.Read(ref _questions);

    /// <summary>Whether every client has closed within the time; true when there was none.</summary>
    public async Task<bool> AllEndedAsync(TimeSpan patience, CancellationToken stop)
    {
        if (Connections == 0) return true;
        try
        {
            await _ended.Task.WaitAsync(patience, stop);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync() => await _server.StopAsync();

    private async Task ServeAsync(Connection client, CancellationToken stop)
    {
        Interlocked.Increment(ref _open);
        try
        {
            for (var i = 0; i < _most && await client.ReadLineAsync(stop) is { } question; i++)
            {
                Interlocked.Increment(ref _questions);
                var answer = Encoding.UTF8.GetBytes($"{question.ToUpperInvariant()}\n");
                if (_cut)
                {
                    await client.SendAsync(answer.AsMemory(0, 3), stop);
                    // So that the client reads the first piece alone; no answer depends on it.
                    await Task.Delay(20, stop);
                    answer = answer[3..];
                }

                await client.SendAsync(answer, stop);
            }
        }
        finally
        {
            if (Interlocked.Decrement(ref _open) == 0) _ended.TrySetResult();
        }
    }
}
