namespace SocketSchool.App.Host;

/// <summary>A server that <c>host</c> knows.</summary>
/// <param name="Name">What the learner types.</param>
/// <param name="DefaultPort">Its port when none is given.</param>
/// <param name="Summary">What it does, for the help.</param>
/// <param name="Start">Starts it.</param>
/// <param name="Keyboard">What standard input is for; <c>null</c> (the default) when the server does not listen to it.</param>
internal sealed record HostedServer(
    string Name, int DefaultPort, string Summary, Func<HostRequest, Server> Start, Keyboard? Keyboard = null)
{
    /// <summary>
    /// All of them. Where an RFC gives the service a port below 1024, ours is 7000 more (echo 7, daytime 13); the others have a number
    /// of their own. TCP and UDP number their ports apart, so <c>echo</c> and <c>udp-echo</c> do not get in each other's way.
    /// </summary>
    public static IReadOnlyList<HostedServer> All { get; } =
    [
        new("echo", 7007, "returns what it gets (RFC 862)", ask => EchoServer.Start(ask.Port, ask.Options)),
        new("upper", 7019, "returns each line in upper case; q ends", ask => UpperServer.Start(ask.Port, ask.Options)),
        new("thanks", 7018, "says thank you, and notes the client's address with --log",
            ask => ThankYouServer.Start(ask.Port, ask.LogFile, ask.Options)),
        new("greet", 7005, "reads a name, answers hi NAME", ask => GreetingServer.Start(ask.Port, ask.Options)),
        new("login", 7006, "asks for name and password (data/users.json)",
            ask => LoginServer.Start(ask.Port, UserStore.Load(ask.UserFile), options: ask.Options)),
        new("command", 7008, "R random, T time, L language, E ends the server", ask => CommandServer.Start(ask.Port, ask.Options)),
        new("irc", 6667, "a chat server for irssi, WeeChat and bots (RFC 2812); NickServ knows data/users.json",
            ask =>
            {
                var users = UserStore.Load(ask.UserFile);
                return IrcServer.Start(ask.Port, new IrcOptions { CheckPassword = (name, password) => users.Verify(name, password) is not null }, ask.Options);
            }),
        new("crowd", 7012, "a thread for each client, and says how many run; quit leaves",
            ask => CrowdServer.Start(ask.Port, ask.Options)),
        new("time", 7013, "sends the time and closes", ask => TimeServer.Start(ask.Port, ask.Options)),
        new("web", 8080, "the files of data/www, /hello and /request; open it in a browser", ask => WebServer.Start(ask.Port, options: ask.Options)),
        new("operator", 7010, "you answer each line by hand; an empty line echoes it",
            ask => OperatorEchoServer.Start(ask.Port, ask.Options), OperatorKeyboard.RunAsync),
        new("talk", 7011, "you and one other person; [e] leaves",
            ask => TalkServer.Start(Environment.UserName, ask.Port, takesTurns: false, ask.WithoutIdleLimit), TalkKeyboard.RunAsync),
        new("chat", 7021, "a chat room; /name NAME, /who, quit", ask => ChatServer.Start(ask.Port, options: ask.WithoutIdleLimit)),
        new("udp-echo", 7007, "returns each datagram (RFC 862)", ask => UdpEchoServer.Start(ask.Port, options: ask.Options)),
        new("udp-time", 7013, "answers each datagram with day and time", ask => UdpTimeServer.Start(ask.Port, ask.Options)),
        new("udp-chat", 7015, "shows numbered messages; what you type goes to all who wrote; [e] ends",
            ask => UdpChat.Listen("host", ask.Port, ask.Options, Console.In).Server),
    ];

    /// <summary>The names with blanks between them.</summary>
    public static string Names => string.Join(' ', All.Select(server => server.Name));
}
