// expect: "PRIVMSG #test :hello, world" | the last one: all the rest
(string Prefix, string Command, string[] Parameters) ParseLine(string line)
{
    var words = line.Split(' ');
    var hasPrefix = words[0].StartsWith(':');
    return (hasPrefix ? words[0][1..] : "", words[hasPrefix ? 1 : 0], words[(hasPrefix ? 2 : 1)..]);
}
