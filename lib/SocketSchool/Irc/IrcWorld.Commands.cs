namespace SocketSchool;

internal sealed partial class IrcWorld
{
    /// <summary>NickServ has been asked whether an account has this password.</summary>
    public sealed record IrcIdentify(string Account, string Password);

    private IrcIdentify? Dispatch(IrcClient client, IrcMessage message)
    {
        switch (message.Command)
        {
            case "CAP": Cap(client, message); return null;
            case "PASS": Pass(client, message); return null;
            case "NICK": Nick(client, message); return null;
            case "USER": User(client, message); return null;
            case "PING": Pong(client, message); return null;
            case "PONG": return null;
            case "QUIT": Quit(client, message); return null;
        }

        if (!client.IsRegistered)
        {
            Reply(client, 451, ":You have not registered");
            return null;
        }

        switch (message.Command)
        {
            case "JOIN": Join(client, message); break;
            case "PART": Part(client, message); break;
            case "TOPIC": Topic(client, message); break;
            case "NAMES": Names(client, message); break;
            case "LIST": List(client, message); break;
            case "INVITE": Invite(client, message); break;
            case "KICK": Kick(client, message); break;
            case "MODE": Mode(client, message); break;
            case "WHO": Who(client, message); break;
            case "WHOIS": Whois(client, message); break;
            case "USERHOST": UserHost(client, message); break;
            case "ISON": IsOn(client, message); break;
            case "AWAY": Away(client, message); break;
            case "MOTD": Motd(client); break;
            case "LUSERS": Lusers(client); break;
            case "VERSION": Reply(client, 351, $"SocketSchool. {options.ServerName} :a server to learn from"); break;
            case "TIME": Time(client); break;
            case "PRIVMSG": return Speak(client, message, isNotice: false);
            case "NOTICE": return Speak(client, message, isNotice: true);
            case "NICKSERV" or "NS": return NickServ(client, string.Join(' ', message.Parameters), isNotice: false);
            default: Reply(client, 421, $"{message.Command} :Unknown command"); break;
        }

        return null;
    }

    /// <summary>Whether a command has so many parameters; 461 when not.</summary>
    private bool Needs(IrcClient client, IrcMessage message, int parameters)
    {
        if (message.Parameters.Count >= parameters && (parameters == 0 || message[0].Length > 0)) return true;
        Reply(client, 461, $"{message.Command} :Not enough parameters");
        return false;
    }

    private IrcChannel? ChannelOf(IrcClient client, string name)
    {
        if (_channels.TryGetValue(name, out var channel)) return channel;
        Reply(client, 403, $"{Word(name)} :No such channel");
        return null;
    }

    private IrcChannel? OwnChannelOf(IrcClient client, string name)
    {
        if (ChannelOf(client, name) is not { } channel) return null;
        if (channel.Has(client)) return channel;
        Reply(client, 442, $"{channel.Name} :You're not on that channel");
        return null;
    }

    private bool MustBeOperator(IrcClient client, IrcChannel channel)
    {
        if (channel.IsOperator(client)) return true;
        Reply(client, 482, $"{channel.Name} :You're not channel operator");
        return false;
    }

    private IrcClient? ClientOf(IrcClient client, string nick)
    {
        if (_nicks.TryGetValue(nick, out var found) && found.IsRegistered) return found;
        Reply(client, 401, $"{Word(nick)} :No such nick/channel");
        return null;
    }

    /// <summary>What a client sent, as a parameter in an answer: it must not fall apart into several.</summary>
    private static string Word(string text) => IrcGrammar.IsMiddle(text) ? text : "*";
}
