namespace SocketSchool;

/// <summary>How an <see cref="IrcServer"/> behaves, and its limits beside those of <see cref="ServerOptions"/>.</summary>
public sealed record IrcOptions
{
    /// <summary>The server's name, the prefix of its own lines; <c>irc.example</c> by default. It has a dot, so that it is no nickname.</summary>
    public string ServerName { get; init; } = "irc.example";

    /// <summary>What the network calls itself; <c>SocketSchool</c> by default.</summary>
    public string NetworkName { get; init; } = "SocketSchool";

    /// <summary>The password that <c>PASS</c> must give; <c>null</c> (the default) asks for none.</summary>
    public string? Password { get; init; }

    /// <summary>The message of the day, a line each; empty for none.</summary>
    public IReadOnlyList<string> Motd { get; init; } = ["Welcome. Be kind, and have fun.", "This server runs in a classroom: nothing here is encrypted."];

    /// <summary>
    /// Whether an account has this password: what NickServ asks. <c>null</c> (the default) knows no accounts. It is called outside of all
    /// locks, on as many threads at once as there are processors, and may take its time.
    /// </summary>
    public Func<string, string, bool>? CheckPassword { get; init; }

    /// <summary>The longest nickname; 30 by default (RFC 2812: 9).</summary>
    public int MaxNickLength { get; init; } = 30;

    /// <summary>How many channels the server holds; 1,000 by default.</summary>
    public int MaxChannels { get; init; } = 1000;

    /// <summary>How many channels one client may be on; 20 by default.</summary>
    public int MaxChannelsPerClient { get; init; } = 20;

    /// <summary>
    /// How many bytes may wait for one client that does not read them; 262,144 by default. One more and it is cut off with
    /// <c>SendQ exceeded</c>. The others never wait for it.
    /// </summary>
    public int MaxSendQueueBytes { get; init; } = 256 * 1024;

    /// <summary>How many lines a client may send at once; 100 by default. Beyond that and <see cref="LinesPerSecond"/>: <c>Excess Flood</c>.</summary>
    public int LinesAtOnce { get; init; } = 100;

    /// <summary>How many lines a second a client may go on sending; 20 by default. <see cref="int.MaxValue"/> means no limit.</summary>
    public int LinesPerSecond { get; init; } = 20;

    /// <summary>How long a client may be silent before it is sent a <c>PING</c>; 2 minutes by default.</summary>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How long it then has to say something, best a <c>PONG</c>; 1 minute by default.</summary>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a client may take to say who it is; 30 seconds by default.</summary>
    public TimeSpan RegistrationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    internal IrcOptions Validated()
    {
        ArgumentException.ThrowIfNullOrEmpty(NetworkName);
        ArgumentNullException.ThrowIfNull(Motd);
        if (!IrcGrammar.IsMiddle(ServerName) || !ServerName.Contains('.') || IrcText.HasLineEnd(ServerName))
        {
            throw new ArgumentException($"\"{ServerName}\" cannot be a server's name: it needs a dot and no spaces.", nameof(ServerName));
        }

        Limits.AtLeast(1, MaxNickLength);
        Limits.AtLeast(1, MaxChannels);
        Limits.AtLeast(1, MaxChannelsPerClient);
        Limits.AtLeast(4 * IrcMessage.MaxBytes, MaxSendQueueBytes);
        Limits.AtLeast(1, LinesAtOnce);
        Limits.AtLeast(1, LinesPerSecond);
        Limits.Time(PingInterval);
        Limits.Time(PingTimeout);
        Limits.Time(RegistrationTimeout);
        return this;
    }
}
