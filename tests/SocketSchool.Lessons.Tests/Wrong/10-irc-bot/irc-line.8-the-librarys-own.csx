// expect: "ping abc" | here you write it yourself
(string Prefix, string Command, string[] Parameters) ParseLine(string line)
{
    var message = IrcMessage.Parse(line);
    return (message.Prefix ?? "", message.Command, message.Parameters.ToArray());
}
