using System.Threading.Channels;

namespace SocketSchool;

public sealed partial class IrcBot
{
    private readonly HashSet<string> _joined = new(IrcNames.Comparer);
    private readonly HashSet<string> _awaited = new(IrcNames.Comparer);
    private int _nickAttempts;
    private bool _isRegistered;

    private async Task RegisterAsync(Connection connection, CancellationToken stop)
    {
        (_nickAttempts, _isRegistered, Nick) = (0, false, Options.Nick);
        if (Options.ServerPassword is { } password) await SendLineAsync(connection, new IrcMessage("PASS", password), stop);
        await SendLineAsync(connection, new IrcMessage("NICK", Nick), stop);
        await SendLineAsync(connection, new IrcMessage("USER", Options.Nick.ToLowerInvariant(), "0", "*", Options.RealName), stop);
    }

    private async Task ReactAsync(Connection connection, IrcMessage message, ChannelWriter<IrcBotMessage> messages, CancellationToken stop)
    {
        Tell(_onLine, message);
        switch (message.Command)
        {
            case "PING":
                // At once, and past the pace: who answers late is thrown out.
                await SendLineAsync(connection, new IrcMessage("PONG", message[0]), stop);
                break;
            case "001":
                (Nick, _isRegistered) = (message[0], true);
                Registrations++;
                await EnterAsync(connection, stop);
                break;
            case "432" or "433" or "436" or "437" when !_isRegistered:
                await TryAnotherNickAsync(connection, message, stop);
                break;
            case "464" or "465":
                throw new IrcException($"The server does not let the bot in: {message.Text}");
            case "JOIN" when IrcNames.AreEqual(message.Nick, Nick):
                Arrived(message[0], isIn: true);
                break;
            case "403" or "405" or "437" or "471" or "473" or "474" or "475" or "476" or "477":
                if (Arrived(message[1], isIn: false)) AddFault($"{message[1]} did not let the bot in: {message.Text}");
                break;
            case "PART" when IrcNames.AreEqual(message.Nick, Nick):
            case "KICK" when IrcNames.AreEqual(message[1], Nick):
                lock (_gate) _joined.Remove(message[0]);
                break;
            case "NICK" when IrcNames.AreEqual(message.Nick, Nick):
                Nick = message[0];
                break;
            case "PRIVMSG" when !IrcNames.AreEqual(message.Nick, Nick):
                messages.TryWrite(new IrcBotMessage(this, message, IrcNames.AreEqual(message[0], Nick)));
                break;
            case "NOTICE":
                Tell(_onNotice, message);
                break;
        }
    }

    private async Task TryAnotherNickAsync(Connection connection, IrcMessage refusal, CancellationToken stop)
    {
        if (++_nickAttempts > 8) throw new IrcException($"The server takes no nickname of ours: {refusal.Text}");
        // 432 may mean that it is too long: nine letters are what every server takes (RFC 2812, section 1.2.1).
        Nick = refusal.Command == "432"
            ? $"{Options.Nick[..Math.Min(Options.Nick.Length, 8)]}{_nickAttempts}"
            : Options.Nick + new string('_', _nickAttempts);
        await SendLineAsync(connection, new IrcMessage("NICK", Nick), stop);
    }

    private async Task EnterAsync(Connection connection, CancellationToken stop)
    {
        if (Options.NickServPassword is { } password)
        {
            var account = Options.NickServAccount is { } name ? name + " " : "";
            await SendLineAsync(connection, new IrcMessage("PRIVMSG", "NickServ", $"IDENTIFY {account}{password}"), stop);
        }

        lock (_gate) _awaited.UnionWith(Options.Channels);
        if (Options.Channels.Count == 0) _ready.TrySetResult();
        foreach (var channel in Options.Channels) await SendLineAsync(connection, new IrcMessage("JOIN", channel), stop);
    }

    private bool Arrived(string channel, bool isIn)
    {
        bool wasAwaited, isLast;
        lock (_gate)
        {
            if (isIn) _joined.Add(channel);
            wasAwaited = _awaited.Remove(channel);
            isLast = wasAwaited && _awaited.Count == 0;
        }

        if (isLast) _ready.TrySetResult();
        return wasAwaited;
    }

    private void Forget()
    {
        lock (_gate)
        {
            _joined.Clear();
            _awaited.Clear();
        }
    }

    private void Tell(List<Action<IrcMessage>> handlers, IrcMessage message)
    {
        foreach (var handler in handlers)
        {
            try
            {
                handler(message);
            }
            catch (Exception e)
            {
                AddFault($"{e.GetType().Name} in your code: {e.Message}");
            }
        }
    }
}
