// expect: asked again in the evening | hh counts to 12 only
string React(string line, string nick, TimeProvider clock)
{
    var message = IrcMessage.Parse(line);
    if (message.Command != "PRIVMSG" || message[1] != "!time" || IrcNames.AreEqual(message.Nick, nick)) return "";
    var place = IrcNames.AreEqual(message[0], nick) ? message.Nick : message[0];
    return $"NOTICE {place} :{clock.GetUtcNow():hh:mm:ss}";
}
