// expect: hears BOT{1}, which is itself | as the server does
string React(string line, string nick, TimeProvider clock)
{
    var message = IrcMessage.Parse(line);
    if (message.Command != "PRIVMSG" || message[1] != "!time" || message.Nick.Equals(nick, StringComparison.OrdinalIgnoreCase)) return "";
    var place = IrcNames.AreEqual(message[0], nick) ? message.Nick : message[0];
    return $"NOTICE {place} :{clock.GetUtcNow():HH:mm:ss}";
}
