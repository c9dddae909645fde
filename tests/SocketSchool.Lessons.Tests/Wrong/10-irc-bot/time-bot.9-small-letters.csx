// expect: asked in private as BOT{1} | compares as a server does
string React(string line, string nick, TimeProvider clock)
{
    var message = IrcMessage.Parse(line);
    if (message.Command != "PRIVMSG" || message[1] != "!time" || message.Nick.ToLower() == nick.ToLower()) return "";
    var place = message[0].ToLower() == nick.ToLower() ? message.Nick : message[0];
    return $"NOTICE {place} :{clock.GetUtcNow():HH:mm:ss}";
}
