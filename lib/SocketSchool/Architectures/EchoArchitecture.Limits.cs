using System.Net.Sockets;

namespace SocketSchool;

/// <content>What ends a client other than the client: a limit in time, or the server's stop.</content>
public abstract partial class EchoArchitecture
{
    /// <summary>
    /// Makes whoever waits on this client's socket stop waiting. On Unix a shutdown of both directions does that, and the waiter then
    /// closes in good order; on Windows only closing does. From any thread.
    /// </summary>
    /// <param name="client">The client.</param>
    /// <param name="reset">Whether the client gets a reset instead of the end of the stream: part of an answer was never sent.</param>
    private protected virtual void HangUp(EchoClient client, bool reset)
    {
        try
        {
            if (reset) client.Socket.LingerState = new LingerOption(true, 0);
            if (reset || OperatingSystem.IsWindows()) client.Socket.Dispose();
            else client.Socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It has just left by itself.
        }
    }

    private protected override void CloseListener()
    {
        _limits.Dispose();
        Listener.Dispose();
    }

    private protected override async Task DrainAsync()
    {
        await _running.WaitAsync(Options.StopTimeout, Options.TimeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (var client in _clients.Keys) HangUp(client, reset: false);
        if (Volatile.Read(ref _count) == 0) _lastLeft.TrySetResult();
        try
        {
            await _lastLeft.Task.WaitAsync(Options.StopTimeout, Options.TimeProvider);
        }
        catch (TimeoutException)
        {
            foreach (var client in _clients.Keys)
            {
                AddFault(client.RemoteEndPoint, nameof(Options.StopTimeout),
                    $"{client.RemoteEndPoint} was still served {Say.Duration(Options.StopTimeout)} after the stop (StopTimeout).");
                HangUp(client, reset: true);
                Leave(client);
            }
        }
    }

    // One timer that looks at everybody now and then, instead of a timer for every receive and send: with thousands of clients that
    // costs next to nothing, and a limit of minutes need not be kept to the millisecond.
    private ITimer WatchLimits()
    {
        TimeSpan[] limits = [.. new[] { Options.IdleTimeout, Options.SendTimeout }.Where(limit => limit != Timeout.InfiniteTimeSpan)];
        var period = limits.Length == 0
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromMilliseconds(Math.Clamp(limits.Min().TotalMilliseconds / 8, 1, 1000));
        return Options.TimeProvider.CreateTimer(_ => CheckLimits(), null, period, period);
    }

    private void CheckLimits()
    {
        foreach (var (client, _) in _clients)
        {
            var sending = client.IsSending;
            var limit = sending ? Options.SendTimeout : Options.IdleTimeout;
            if (limit == Timeout.InfiniteTimeSpan || client.IsGivenUp || IsStopping) continue;
            if (Options.TimeProvider.GetElapsedTime(client.WaitsSince) < limit) continue;
            client.IsGivenUp = true;
            AddFault(client.RemoteEndPoint, sending ? nameof(Options.SendTimeout) : nameof(Options.IdleTimeout),
                $"{client.RemoteEndPoint} {(sending ? "did not read" : "sent nothing")} for {Say.Duration(limit)}.");
            HangUp(client, reset: sending);
        }
    }
}
