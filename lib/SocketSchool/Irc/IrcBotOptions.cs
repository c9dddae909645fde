namespace SocketSchool;

/// <summary>Who an <see cref="IrcBot"/> is and how it behaves.</summary>
public sealed record IrcBotOptions
{
    /// <summary>The nickname to ask for; <c>schoolbot</c> by default. When it is taken, the bot asks for it with <c>_</c> behind it, and so on.</summary>
    public string Nick { get; init; } = "schoolbot";

    /// <summary>The real name, which is where a polite bot says whose it is.</summary>
    public string RealName { get; init; } = "a bot of SocketSchool";

    /// <summary>The channels to join.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>The password for <c>PASS</c>; <c>null</c> for none.</summary>
    public string? ServerPassword { get; init; }

    /// <summary>The password for NickServ's <c>IDENTIFY</c>, which is sent before any channel is joined; <c>null</c> for none.</summary>
    public string? NickServPassword { get; init; }

    /// <summary>The account for it; <c>null</c> (the default) is the account of the nickname.</summary>
    public string? NickServAccount { get; init; }

    /// <summary>
    /// The file that gets every line, with time and direction; <c>null</c> for none. Passwords are written as <c>****</c>, wherever they occur.
    /// </summary>
    public string? LogFile { get; init; }

    /// <summary>Whether to connect again when the connection is lost; false by default.</summary>
    public bool Reconnect { get; init; }

    /// <summary>The wait before the first new attempt; 2 seconds by default. It doubles with each one that fails, and chance adds up to a quarter.</summary>
    public TimeSpan ReconnectDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest such wait; 5 minutes by default.</summary>
    public TimeSpan MaxReconnectDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long the server may be silent before the bot asks with a PING of its own; 3 minutes by default. Silent for so long again, it is
    /// taken for lost: a network can vanish without a word.
    /// </summary>
    public TimeSpan SilenceLimit { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>How many messages may leave at once; 5 by default. Networks throw out who talks too fast.</summary>
    public int MessagesAtOnce { get; init; } = 5;

    /// <summary>After those, one message in this time; 1 second by default.</summary>
    public TimeSpan MessageInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The clock behind waits and the log; the system's by default.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal IrcBotOptions Validated()
    {
        if (!IrcNames.IsNick(Nick, 64)) throw new ArgumentException($"\"{IrcText.Visible(Nick)}\" cannot be a nickname.", nameof(Nick));
        foreach (var channel in Channels)
        {
            if (!IrcNames.IsChannel(channel, 200))
            {
                throw new ArgumentException($"\"{IrcText.Visible(channel)}\" cannot be a channel: # and a name without spaces.", nameof(Channels));
            }
        }

        foreach (var secret in new[] { ServerPassword, NickServPassword, NickServAccount })
        {
            // The value itself stays out of the message.
            if (secret is not null && !IrcGrammar.IsMiddle(secret)) throw new ArgumentException("A password or account may not be empty, have spaces in it, or begin with a colon.");
            if (secret is not null && IrcText.HasLineEnd(secret)) throw new ArgumentException("A password or account may not have a line end in it.");
        }

        Limits.AtLeast(1, MessagesAtOnce);
        Limits.Time(ReconnectDelay);
        Limits.Time(MaxReconnectDelay);
        Limits.Time(SilenceLimit);
        Limits.Time(MessageInterval);
        return this;
    }
}
