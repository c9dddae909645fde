using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SocketSchool;

internal sealed partial class IrcWorld
{
    private void Cap(IrcClient client, IrcMessage message)
    {
        // We have no extensions to offer; but clients ask, and registration waits for their CAP END (IRCv3).
        switch (message[0].ToUpperInvariant())
        {
            case "LS":
                client.IsNegotiating = !client.IsRegistered;
                Send(client, $":{options.ServerName} CAP {client.Name} LS :");
                break;
            case "LIST":
                Send(client, $":{options.ServerName} CAP {client.Name} LIST :");
                break;
            case "REQ":
                client.IsNegotiating = !client.IsRegistered;
                Send(client, $":{options.ServerName} CAP {client.Name} NAK :{message[1]}");
                break;
            case "END":
                client.IsNegotiating = false;
                TryRegister(client);
                break;
            default:
                Reply(client, 410, $"{Word(message[0])} :Invalid CAP command");
                break;
        }
    }

    private void Pass(IrcClient client, IrcMessage message)
    {
        if (client.IsRegistered) Reply(client, 462, ":You may not reregister");
        else if (Needs(client, message, 1)) client.Password = message[0];
    }

    private void User(IrcClient client, IrcMessage message)
    {
        if (client.User is not null)
        {
            Reply(client, 462, ":You may not reregister");
            return;
        }

        if (!Needs(client, message, 4)) return;
        // The tilde says that nobody has verified the name.
        var name = string.Concat(message[0].Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.').Take(9));
        client.User = "~" + (name.Length == 0 ? "user" : name);
        client.RealName = message[3];
        TryRegister(client);
    }

    private void Nick(IrcClient client, IrcMessage message)
    {
        var nick = message[0];
        if (nick.Length == 0)
        {
            Reply(client, 431, ":No nickname given");
        }
        else if (!IrcNames.IsNick(nick, options.MaxNickLength))
        {
            Reply(client, 432, $"{Word(nick)} :Erroneous nickname");
        }
        else if (IrcNames.AreEqual(nick, Service) || (_nicks.TryGetValue(nick, out var owner) && owner != client))
        {
            Reply(client, 433, $"{nick} :Nickname is already in use");
        }
        else if (nick != client.Nick)
        {
            var line = $":{client.Mask} NICK :{nick}";
            if (client.Nick is not null) _nicks.Remove(client.Nick);
            (client.Nick, _nicks[nick]) = (nick, client);
            if (client.IsRegistered) SendAll(Neighbours(client).Append(client), line);
            else TryRegister(client);
        }
    }

    private void TryRegister(IrcClient client)
    {
        if (client.IsRegistered || client.IsNegotiating || client.Nick is null || client.User is null) return;
        if (options.Password is { } password && !Same(password, client.Password ?? ""))
        {
            Reply(client, 464, ":Password incorrect");
            Drop(client, "Bad Password");
            return;
        }

        (client.Password, client.SignedOn) = (null, time.GetUtcNow());
        client.Register();
        Note(client, $"{client.Nick} registered");
        Reply(client, 1, $":Welcome to the {options.NetworkName} network, {client.Mask}");
        Reply(client, 2, $":Your host is {options.ServerName}, running SocketSchool");
        Reply(client, 3, $":This server was created {_created.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC");
        Reply(client, 4, $"{options.ServerName} SocketSchool i iklnot");
        Reply(client, 5, $"CASEMAPPING=rfc1459 CHANTYPES=# CHANMODES=,k,l,int PREFIX=(o)@ NICKLEN={options.MaxNickLength} " +
            $"CHANNELLEN=50 TOPICLEN={MaxTopic} CHANLIMIT=#:{options.MaxChannelsPerClient} MAXTARGETS={MaxTargets} " +
            $"NETWORK={options.NetworkName.Replace(' ', '_')} :are supported by this server");
        Lusers(client);
        Motd(client);
    }

    private void Pong(IrcClient client, IrcMessage message)
    {
        if (message.Parameters.Count == 0) Reply(client, 409, ":No origin specified");
        else Send(client, $":{options.ServerName} PONG {options.ServerName} :{message[0]}");
    }

    private void Quit(IrcClient client, IrcMessage message) =>
        Drop(client, message.Parameters.Count == 0 ? "Client Quit" : $"Quit: {message[0]}");

    private static bool Same(string expected, string given) => CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(expected)), SHA256.HashData(Encoding.UTF8.GetBytes(given)));
}
