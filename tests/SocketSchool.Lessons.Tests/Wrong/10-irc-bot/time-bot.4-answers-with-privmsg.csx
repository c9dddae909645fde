// expect: asked on a channel | said as PRIVMSG
string React(string line, string nick, TimeProvider clock)
{
    var message = IrcMessage.Parse(line);
    if (message.Command != "PRIVMSG" || message[1] != "!time" || message.Nick == nick) return "";
    var place = IrcNames.AreEqual(message[0], nick) ? message.Nick : message[0];
    return $"PRIVMSG {place} :{clock.GetUtcNow():HH:mm:ss}";
}
