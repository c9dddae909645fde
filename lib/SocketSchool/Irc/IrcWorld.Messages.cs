namespace SocketSchool;

internal sealed partial class IrcWorld
{
    private const int MaxTargets = 4;
    private const string Service = "NickServ";

    /// <summary>PRIVMSG and NOTICE. To a NOTICE there is never an answer, not even an error (RFC 2812, section 3.3.2).</summary>
    private IrcIdentify? Speak(IrcClient client, IrcMessage message, bool isNotice)
    {
        if (message[0].Length == 0)
        {
            Refuse(client, isNotice, 411, $":No recipient given ({message.Command})");
            return null;
        }

        if (message[1].Length == 0)
        {
            Refuse(client, isNotice, 412, ":No text to send");
            return null;
        }

        client.LastSpoke = time.GetUtcNow();
        var targets = message[0].Split(',', StringSplitOptions.RemoveEmptyEntries);
        if (targets.Length > MaxTargets)
        {
            Refuse(client, isNotice, 407, $"{Word(targets[MaxTargets])} :Too many targets");
            return null;
        }

        IrcIdentify? identify = null;
        foreach (var target in targets)
        {
            if (IrcNames.AreEqual(target, Service)) identify ??= NickServ(client, message[1], isNotice);
            else if (target.StartsWith('#')) SpeakOn(client, target, message, isNotice);
            else SpeakTo(client, target, message, isNotice);
        }

        return identify;
    }

    private void SpeakOn(IrcClient client, string target, IrcMessage message, bool isNotice)
    {
        if (!_channels.TryGetValue(target, out var channel))
        {
            Refuse(client, isNotice, 403, $"{Word(target)} :No such channel");
        }
        else if (channel.MembersOnly && !channel.Has(client))
        {
            Refuse(client, isNotice, 404, $"{channel.Name} :Cannot send to channel");
        }
        else
        {
            SendAll(channel, $":{client.Mask} {message.Command} {channel.Name} :{message[1]}", except: client);
        }
    }

    private void SpeakTo(IrcClient client, string target, IrcMessage message, bool isNotice)
    {
        if (!_nicks.TryGetValue(target, out var found) || !found.IsRegistered)
        {
            Refuse(client, isNotice, 401, $"{Word(target)} :No such nick/channel");
            return;
        }

        Send(found, $":{client.Mask} {message.Command} {found.Name} :{message[1]}");
        if (found.Away is { } away) Refuse(client, isNotice, 301, $"{found.Name} :{away}");
    }

    private void Refuse(IrcClient client, bool isNotice, int numeric, string rest)
    {
        if (!isNotice) Reply(client, numeric, rest);
    }

    /// <summary>The service that knows whose nickname it is. It answers by NOTICE, and never to one.</summary>
    private IrcIdentify? NickServ(IrcClient client, string text, bool isNotice)
    {
        if (isNotice) return null;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var command = words.Length == 0 ? "HELP" : words[0].ToUpperInvariant();
        if (command != "IDENTIFY")
        {
            ServiceSays(client, command == "HELP"
                ? "IDENTIFY [account] password tells me that the nickname is yours."
                : $"I do not know {command}. Say HELP.");
            return null;
        }

        if (words.Length is 2 or 3) return new IrcIdentify(words.Length == 3 ? words[1] : client.Name, words[^1]);
        ServiceSays(client, "Say IDENTIFY [account] password.");
        return null;
    }

    /// <summary>The answer to <see cref="IrcIdentify"/>, once the password has been looked up.</summary>
    public void Identified(IrcClient client, IrcIdentify asked, bool isRight)
    {
        lock (_gate)
        {
            if (client.QuitReason is not null) return;
            if (isRight)
            {
                client.Account = asked.Account;
                Reply(client, 900, $"{client.Mask} {Word(asked.Account)} :You are now logged in as {asked.Account}");
                ServiceSays(client, $"You are now identified for {asked.Account}.");
            }
            else
            {
                ServiceSays(client, $"Invalid password for {asked.Account}.");
            }

            DropOverfull();
        }

        Flush();
    }

    private void ServiceSays(IrcClient client, string text) =>
        Send(client, $":{Service}!services@{options.ServerName} NOTICE {client.Name} :{text}");
}
