using System.Globalization;

namespace SocketSchool;

internal sealed partial class IrcWorld
{
    private void Mode(IrcClient client, IrcMessage message)
    {
        if (!Needs(client, message, 1)) return;
        if (!message[0].StartsWith('#')) UserMode(client, message);
        else if (ChannelOf(client, message[0]) is { } channel) ChannelMode(client, channel, message);
    }

    private void UserMode(IrcClient client, IrcMessage message)
    {
        if (ClientOf(client, message[0]) is not { } target) return;
        if (target != client) Reply(client, 502, ":Cannot change mode for other users");
        else if (message.Parameters.Count == 1) Reply(client, 221, "+i");
        // Clients ask for +i (invisible) by themselves; everybody is, here.
        else if (message[1].Any(letter => letter is not ('+' or '-' or 'i'))) Reply(client, 501, ":Unknown MODE flag");
    }

    private void ChannelMode(IrcClient client, IrcChannel channel, IrcMessage message)
    {
        if (message.Parameters.Count == 1)
        {
            Reply(client, 324, $"{channel.Name} {channel.Modes(withKey: channel.Has(client))}");
            Reply(client, 329, $"{channel.Name} {UnixTime(channel.Created)}");
            return;
        }

        if (message[1] is "b" or "+b" && message.Parameters.Count == 2)
        {
            Reply(client, 368, $"{channel.Name} :End of channel ban list");
            return;
        }

        if (!channel.Has(client))
        {
            Reply(client, 442, $"{channel.Name} :You're not on that channel");
            return;
        }

        if (!MustBeOperator(client, channel)) return;
        var (isOn, next) = (true, 2);
        var (letters, values, sign) = ("", "", ' ');
        foreach (var letter in message[1])
        {
            if (letter is '+' or '-')
            {
                isOn = letter == '+';
                continue;
            }

            var takesValue = letter is 'o' or 'k' || (letter == 'l' && isOn);
            var value = takesValue && next < message.Parameters.Count ? message[next++] : "";
            if (Change(client, channel, letter, isOn, value) is not { } shown) continue;
            if (sign != (isOn ? '+' : '-')) letters += sign = isOn ? '+' : '-';
            letters += letter;
            if (shown.Length > 0) values += " " + shown;
        }

        if (letters.Length > 0) SendAll(channel, $":{client.Mask} MODE {channel.Name} {letters}{values}");
    }

    /// <summary>Sets one mode; the result is its parameter as the others see it, empty for none, and <c>null</c> when nothing changed.</summary>
    private string? Change(IrcClient client, IrcChannel channel, char letter, bool isOn, string value)
    {
        switch (letter)
        {
            case 'i' when channel.InviteOnly != isOn: channel.InviteOnly = isOn; return "";
            case 't' when channel.TopicLocked != isOn: channel.TopicLocked = isOn; return "";
            case 'n' when channel.MembersOnly != isOn: channel.MembersOnly = isOn; return "";
            case 'i' or 't' or 'n': return null;
            case 'l' when !isOn && channel.Limit > 0: channel.Limit = 0; return "";
            case 'l' when !isOn: return null;
            case 'l' when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit > 0:
                channel.Limit = limit;
                return limit.ToString(CultureInfo.InvariantCulture);
            case 'k' when !isOn && channel.Key is not null: channel.Key = null; return "*";
            case 'k' when !isOn: return null;
            case 'k' when IrcGrammar.IsMiddle(value) && !value.Contains(','): channel.Key = value; return value;
            case 'o' when value.Length > 0: return ChangeOperator(client, channel, isOn, value);
            case 'l' or 'k' or 'o': Reply(client, 461, "MODE :Not enough parameters"); return null;
            default: Reply(client, 472, $"{letter} :is unknown mode char to me"); return null;
        }
    }

    private string? ChangeOperator(IrcClient client, IrcChannel channel, bool isOn, string nick)
    {
        if (ClientOf(client, nick) is not { } target) return null;
        if (!channel.Has(target))
        {
            Reply(client, 441, $"{target.Name} {channel.Name} :They aren't on that channel");
            return null;
        }

        if (channel.Members[target] == isOn) return null;
        channel.Members[target] = isOn;
        return target.Name;
    }
}
