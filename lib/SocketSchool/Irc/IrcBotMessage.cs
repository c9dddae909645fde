namespace SocketSchool;

/// <summary>A PRIVMSG that an <see cref="IrcBot"/> has got.</summary>
public sealed class IrcBotMessage
{
    private readonly IrcBot _bot;

    internal IrcBotMessage(IrcBot bot, IrcMessage line, bool isPrivate) => (_bot, Line, IsPrivate) = (bot, line, isPrivate);

    /// <summary>The whole line.</summary>
    public IrcMessage Line { get; }

    /// <summary>Who said it.</summary>
    public string From => Line.Nick;

    /// <summary>What was said.</summary>
    public string Text => Line[1];

    /// <summary>Whether it was said to the bot alone, and not on a channel.</summary>
    public bool IsPrivate { get; }

    /// <summary>Where an answer belongs: the channel it was said on, or the one who said it to the bot alone.</summary>
    public string ReplyTo => IsPrivate ? From : Line[0];

    /// <summary>Answers where it was said, as a NOTICE: no bot ever answers one of those, so no two bots talk for ever (RFC 2812, section 3.3.2).</summary>
    /// <param name="text">What to say; split when it is long. Line ends are refused.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <inheritdoc cref="IrcBot.SayAsync" path="/exception"/>
    public Task ReplyAsync(string text, CancellationToken cancellationToken = default) => _bot.NoticeAsync(ReplyTo, text, cancellationToken);

    /// <summary>Says something where it was said, as an ordinary message. Another bot may answer it.</summary>
    /// <param name="text">What to say; split when it is long. Line ends are refused.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <inheritdoc cref="IrcBot.SayAsync" path="/exception"/>
    public Task SayAsync(string text, CancellationToken cancellationToken = default) => _bot.SayAsync(ReplyTo, text, cancellationToken);

    /// <summary>For instance <c>#test ada: hello</c>.</summary>
    public override string ToString() => $"{Line[0]} {From}: {Text}";
}
