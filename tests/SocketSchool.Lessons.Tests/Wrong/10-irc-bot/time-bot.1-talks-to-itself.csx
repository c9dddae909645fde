// expect: asked in private | said to you alone
string React(string line, string nick, TimeProvider clock)
{
    var message = IrcMessage.Parse(line);
    if (message.Command != "PRIVMSG" || message[1] != "!time" || message.Nick == nick) return "";
    return $"NOTICE {message[0]} :{clock.GetUtcNow():HH:mm:ss}";
}
