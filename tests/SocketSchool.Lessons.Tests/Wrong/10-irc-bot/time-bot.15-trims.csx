// expect: spaces around it | without changing it first
string React(string line, string nick, TimeProvider clock)
{
    var message = IrcMessage.Parse(line);
    if (message.Command != "PRIVMSG" || message.Text.Trim() != "!time" || IrcNames.AreEqual(message.Nick, nick)) return "";
    var place = IrcNames.AreEqual(message[0], nick) ? message.Nick : message[0];
    return $"NOTICE {place} :{clock.GetUtcNow():HH:mm:ss}";
}
