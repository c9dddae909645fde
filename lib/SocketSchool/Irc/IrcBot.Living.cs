using System.Net.Sockets;
using System.Threading.Channels;

namespace SocketSchool;

public sealed partial class IrcBot
{
    private async Task RunAsync()
    {
        var stop = _stopping.Token;
        var delay = Options.ReconnectDelay;
        while (true)
        {
            var registrations = Registrations;
            try
            {
                await LiveOnceAsync(stop);
                throw new IrcException($"{_host}:{_port} closed the connection.");
            }
            catch (Exception) when (stop.IsCancellationRequested || _isQuitting)
            {
                return;
            }
            catch (Exception e) when (e is IOException or SocketException or TimeoutException)
            {
                AddFault(e.Message);
                await _log.NoteAsync(e.Message, stop);
                // Who never got in would not get in by asking again: a wrong port or password.
                if (!Options.Reconnect || Registrations == 0) throw;
            }

            if (Registrations > registrations) delay = Options.ReconnectDelay;
            // By chance a little later, so that a thousand bots do not all come back in the same moment.
            await Task.Delay(delay * (1 + (Random.Shared.NextDouble() / 4)), Options.TimeProvider, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stop.IsCancellationRequested) return;
            delay = delay * 2 < Options.MaxReconnectDelay ? delay * 2 : Options.MaxReconnectDelay;
        }
    }

    /// <summary>One connection from its first line to its last.</summary>
    private async Task LiveOnceAsync(CancellationToken stop)
    {
        var limits = new ConnectionOptions { ReceiveTimeout = Options.SilenceLimit, TimeProvider = Options.TimeProvider };
        await using var connection = await Connection.ConnectAsync(_host, _port, limits, cancellationToken: stop);
        _connection = connection;
        // Your code has a task of its own: while it takes its time, PING is answered all the same. Bounded, so that a flood is dropped.
        var messages = Channel.CreateBounded<IrcBotMessage>(
            new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var handling = HandleAsync(messages.Reader, over.Token);
        try
        {
            await RegisterAsync(connection, stop);
            while (await ReadAsync(connection, stop) is { } line)
            {
                await _log.ReceivedAsync(line, stop);
                if (IrcMessage.TryParse(line, out var message)) await ReactAsync(connection, message, messages.Writer, stop);
            }
        }
        finally
        {
            _connection = null;
            Forget();
            messages.Writer.TryComplete();
            await over.CancelAsync();
            await handling;
        }
    }

    private async Task<string?> ReadAsync(Connection connection, CancellationToken stop)
    {
        try
        {
            return await connection.ReadLineAsync(stop);
        }
        catch (ConnectionTimeoutException)
        {
            // A cable that is pulled out says nothing. Whoever answers is alive; the second silence ends it.
            await SendLineAsync(connection, new IrcMessage("PING", "still-there"), stop);
            return await connection.ReadLineAsync(stop);
        }
    }

    private async Task HandleAsync(ChannelReader<IrcBotMessage> messages, CancellationToken over)
    {
        try
        {
            await foreach (var message in messages.ReadAllAsync(over))
            {
                foreach (var handler in _onMessage)
                {
                    try
                    {
                        await handler(message, over);
                    }
                    catch (Exception e) when (!over.IsCancellationRequested)
                    {
                        AddFault($"{e.GetType().Name} in OnMessage: {e.Message}");
                    }
                }
            }
        }
        catch (Exception) when (over.IsCancellationRequested)
        {
            // The connection is over, and with it everything that was to be answered there.
        }
    }
}
