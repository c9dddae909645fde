// expect: asked on a channel | everybody there waits
string React(string line, string nick, TimeProvider clock)
{
    var message = IrcMessage.Parse(line);
    if (message.Command != "PRIVMSG" || message[1] != "!time" || message.Nick == nick) return "";
    return $"NOTICE {message.Nick} :{clock.GetUtcNow():HH:mm:ss}";
}
