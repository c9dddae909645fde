string React(string line, string nick, TimeProvider clock)
{
    var message = IrcMessage.Parse(line);
    if (message.Command != "PRIVMSG" || message[1] != "!time") return "";
    if (IrcNames.AreEqual(message.Nick, nick)) return "";           // my own words

    // Said to me alone? Then the answer goes to who asked, and not to myself.
    var place = IrcNames.AreEqual(message[0], nick) ? message.Nick : message[0];
    return $"NOTICE {place} :{clock.GetUtcNow():HH:mm:ss}";
}
