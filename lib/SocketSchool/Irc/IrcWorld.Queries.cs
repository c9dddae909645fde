using System.Globalization;

namespace SocketSchool;

internal sealed partial class IrcWorld
{
    private void Motd(IrcClient client)
    {
        if (options.Motd.Count == 0)
        {
            Reply(client, 422, ":MOTD File is missing");
            return;
        }

        Reply(client, 375, $":- {options.ServerName} Message of the day -");
        foreach (var line in options.Motd) Reply(client, 372, $":- {IrcText.Visible(line)}");
        Reply(client, 376, ":End of /MOTD command");
    }

    private void Lusers(IrcClient client)
    {
        var users = _nicks.Values.Count(one => one.IsRegistered);
        Reply(client, 251, $":There are {users} users and 0 services on 1 server");
        Reply(client, 253, $"{Math.Max(0, Volatile.Read(ref _connected) - users)} :unknown connection(s)");
        Reply(client, 254, $"{_channels.Count} :channels formed");
        Reply(client, 255, $":I have {users} clients and 0 servers");
    }

    private void Time(IrcClient client) => Reply(client, 391,
        $"{options.ServerName} :{time.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)} UTC");

    private void Who(IrcClient client, IrcMessage message)
    {
        var mask = message[0];
        if (_channels.TryGetValue(mask, out var channel))
        {
            foreach (var (member, isOperator) in channel.Members) TellWho(client, member, channel.Name, isOperator);
        }
        else if (_nicks.TryGetValue(mask, out var found) && found.IsRegistered)
        {
            TellWho(client, found, "*", isOperator: false);
        }

        Reply(client, 315, $"{Word(mask)} :End of /WHO list");
    }

    private void TellWho(IrcClient client, IrcClient who, string channel, bool isOperator) => Reply(client, 352,
        $"{channel} {who.User} {who.Host} {options.ServerName} {who.Name} {(who.Away is null ? 'H' : 'G')}{(isOperator ? "@" : "")} :0 {who.RealName}");

    private void Whois(IrcClient client, IrcMessage message)
    {
        // WHOIS server nick: the nick is the last one.
        var nick = message.Text;
        if (nick.Length == 0)
        {
            Reply(client, 431, ":No nickname given");
            return;
        }

        if (ClientOf(client, nick) is { } who)
        {
            Reply(client, 311, $"{who.Name} {who.User} {who.Host} * :{who.RealName}");
            var channels = string.Join(' ', who.Channels.Select(channel => (channel.IsOperator(who) ? "@" : "") + channel.Name));
            foreach (var line in IrcText.Split(channels, 380)) Reply(client, 319, $"{who.Name} :{line}");
            Reply(client, 312, $"{who.Name} {options.ServerName} :{options.NetworkName}");
            if (who.Away is { } away) Reply(client, 301, $"{who.Name} :{away}");
            if (who.Account is { } account) Reply(client, 330, $"{who.Name} {Word(account)} :is logged in as");
            var idle = (long)(time.GetUtcNow() - who.LastSpoke).TotalSeconds;
            Reply(client, 317, $"{who.Name} {idle} {UnixTime(who.SignedOn)} :seconds idle, signon time");
        }

        Reply(client, 318, $"{Word(nick)} :End of /WHOIS list");
    }

    private void UserHost(IrcClient client, IrcMessage message)
    {
        if (!Needs(client, message, 1)) return;
        var found = message.Parameters.Take(5).Select(nick => _nicks.GetValueOrDefault(nick)).Where(one => one is { IsRegistered: true });
        Reply(client, 302, ":" + string.Join(' ', found.Select(one => $"{one!.Name}={(one.Away is null ? '+' : '-')}{one.User}@{one.Host}")));
    }

    private void IsOn(IrcClient client, IrcMessage message)
    {
        if (!Needs(client, message, 1)) return;
        var found = string.Join(' ', message.Parameters).Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(nick => _nicks.GetValueOrDefault(nick)).Where(one => one is { IsRegistered: true });
        Reply(client, 303, ":" + string.Join(' ', found.Select(one => one!.Name)));
    }

    private void Away(IrcClient client, IrcMessage message)
    {
        client.Away = message[0].Length == 0 ? null : message[0];
        if (client.Away is null) Reply(client, 305, ":You are no longer marked as being away");
        else Reply(client, 306, ":You have been marked as being away");
    }
}
