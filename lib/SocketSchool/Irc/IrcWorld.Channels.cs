using System.Globalization;

namespace SocketSchool;

internal sealed partial class IrcWorld
{
    private const int MaxTopic = 300;

    private void Join(IrcClient client, IrcMessage message)
    {
        if (!Needs(client, message, 1)) return;
        if (message[0] == "0")
        {
            foreach (var channel in client.Channels.ToArray()) Part(client, channel, client.Name);
            return;
        }

        var keys = message[1].Split(',');
        var names = message[0].Split(',', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < names.Length; i++) Join(client, names[i], i < keys.Length ? keys[i] : "");
    }

    private void Join(IrcClient client, string name, string key)
    {
        if (!IrcNames.IsChannel(name))
        {
            Reply(client, 403, $"{Word(name)} :No such channel");
            return;
        }

        _channels.TryGetValue(name, out var channel);
        if (channel?.Has(client) == true) return;
        if (WhyNot(client, channel, key, name) is { } refusal)
        {
            Reply(client, refusal.Numeric, $"{name} :{refusal.Why}");
            return;
        }

        channel ??= _channels[name] = new IrcChannel(name, time.GetUtcNow());
        client.Invitations.Remove(name);
        channel.Members.Add(client, channel.Members.Count == 0);
        client.Channels.Add(channel);
        SendAll(channel, $":{client.Mask} JOIN {channel.Name}");
        Note(client, $"{client.Name} joined {channel.Name}");
        if (channel.Topic.Length > 0) TellTopic(client, channel);
        TellNames(client, channel);
    }

    private (int Numeric, string Why)? WhyNot(IrcClient client, IrcChannel? channel, string key, string name)
    {
        if (client.Channels.Count >= options.MaxChannelsPerClient) return (405, "You have joined too many channels");
        if (channel is null) return _channels.Count >= options.MaxChannels ? (437, "The server has no room for another channel") : null;
        if (channel.InviteOnly && !client.Invitations.Contains(name)) return (473, "Cannot join channel (+i)");
        if (channel.Key is { } wanted && !Same(wanted, key)) return (475, "Cannot join channel (+k)");
        if (channel.Limit > 0 && channel.Members.Count >= channel.Limit) return (471, "Cannot join channel (+l)");
        return null;
    }

    private void Part(IrcClient client, IrcMessage message)
    {
        if (!Needs(client, message, 1)) return;
        foreach (var name in message[0].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (OwnChannelOf(client, name) is { } channel) Part(client, channel, message.Parameters.Count > 1 ? message[1] : client.Name);
        }
    }

    private void Part(IrcClient client, IrcChannel channel, string reason)
    {
        SendAll(channel, $":{client.Mask} PART {channel.Name} :{reason}");
        TakeOff(client, channel);
    }

    private void Topic(IrcClient client, IrcMessage message)
    {
        if (!Needs(client, message, 1) || OwnChannelOf(client, message[0]) is not { } channel) return;
        if (message.Parameters.Count == 1)
        {
            if (channel.Topic.Length > 0) TellTopic(client, channel);
            else Reply(client, 331, $"{channel.Name} :No topic is set");
            return;
        }

        if (channel.TopicLocked && !MustBeOperator(client, channel)) return;
        channel.Topic = message[1].Length == 0 ? "" : IrcText.Split(message[1], MaxTopic)[0];
        (channel.TopicSetBy, channel.TopicSetAt) = (client.Name, time.GetUtcNow());
        SendAll(channel, $":{client.Mask} TOPIC {channel.Name} :{channel.Topic}");
    }

    private void TellTopic(IrcClient client, IrcChannel channel)
    {
        Reply(client, 332, $"{channel.Name} :{channel.Topic}");
        Reply(client, 333, $"{channel.Name} {channel.TopicSetBy} {UnixTime(channel.TopicSetAt)}");
    }

    private void Names(IrcClient client, IrcMessage message)
    {
        foreach (var name in message[0].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (_channels.TryGetValue(name, out var channel)) TellNames(client, channel);
            else Reply(client, 366, $"{Word(name)} :End of /NAMES list");
        }

        if (message.Parameters.Count == 0) Reply(client, 366, "* :End of /NAMES list");
    }

    private void TellNames(IrcClient client, IrcChannel channel)
    {
        // As many names on a line as fit, with room for the longest prefix.
        var names = string.Join(' ', channel.Members.Select(member => (member.Value ? "@" : "") + member.Key.Name));
        foreach (var line in IrcText.Split(names, 380)) Reply(client, 353, $"= {channel.Name} :{line}");
        Reply(client, 366, $"{channel.Name} :End of /NAMES list");
    }

    private void List(IrcClient client, IrcMessage message)
    {
        Reply(client, 321, "Channel :Users  Name");
        var wanted = message[0].Split(',', StringSplitOptions.RemoveEmptyEntries).Where(name => IrcNames.IsChannel(name)).ToHashSet(IrcNames.Comparer);
        foreach (var channel in _channels.Values.Where(channel => wanted.Count == 0 || wanted.Contains(channel.Name)))
        {
            Reply(client, 322, $"{channel.Name} {channel.Members.Count} :{channel.Topic}");
        }

        Reply(client, 323, ":End of /LIST");
    }

    private void Invite(IrcClient client, IrcMessage message)
    {
        if (!Needs(client, message, 2) || ClientOf(client, message[0]) is not { } guest) return;
        if (OwnChannelOf(client, message[1]) is not { } channel) return;
        if (channel.Has(guest))
        {
            Reply(client, 443, $"{guest.Name} {channel.Name} :is already on channel");
            return;
        }

        if (channel.InviteOnly && !MustBeOperator(client, channel)) return;
        // Bounded, because anybody can invite: the channels that exist.
        guest.Invitations.RemoveWhere(name => !_channels.ContainsKey(name));
        guest.Invitations.Add(channel.Name);
        Reply(client, 341, $"{guest.Name} {channel.Name}");
        Send(guest, $":{client.Mask} INVITE {guest.Name} :{channel.Name}");
    }

    private void Kick(IrcClient client, IrcMessage message)
    {
        if (!Needs(client, message, 2) || OwnChannelOf(client, message[0]) is not { } channel) return;
        if (!MustBeOperator(client, channel)) return;
        foreach (var nick in message[1].Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!_nicks.TryGetValue(nick, out var target) || !channel.Has(target))
            {
                Reply(client, 441, $"{Word(nick)} {channel.Name} :They aren't on that channel");
                continue;
            }

            SendAll(channel, $":{client.Mask} KICK {channel.Name} {target.Name} :{(message.Parameters.Count > 2 ? message[2] : client.Name)}");
            TakeOff(target, channel);
        }
    }

    private static string UnixTime(DateTimeOffset when) => when.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
