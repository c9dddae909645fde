using System.Text;

namespace SocketSchool;

public sealed partial class IrcBot
{
    // The server puts :nick!user@host in front of what the others get; a host has 63 bytes at most, and a user 11.
    private const int PrefixRoom = 1 + 1 + 11 + 1 + 63 + 1;

    /// <summary>Says something on a channel or to somebody, as a PRIVMSG. Long texts leave as several messages, none too fast.</summary>
    /// <param name="target">A channel or a nickname.</param>
    /// <param name="text">What to say; nothing happens when it is empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">
    /// A line end (or NUL) in text or target: what follows it would be a command of whoever wrote the text. Nothing is sent.
    /// </exception>
    /// <exception cref="InvalidOperationException">The bot is not connected just now.</exception>
    /// <exception cref="IOException">The connection is lost.</exception>
    public Task SayAsync(string target, string text, CancellationToken cancellationToken = default) =>
        SpeakAsync("PRIVMSG", target, text, cancellationToken);

    /// <summary>The same as a NOTICE, to which no program answers.</summary>
    /// <param name="target">A channel or a nickname.</param>
    /// <param name="text">What to say; nothing happens when it is empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <inheritdoc cref="SayAsync" path="/exception"/>
    public Task NoticeAsync(string target, string text, CancellationToken cancellationToken = default) =>
        SpeakAsync("NOTICE", target, text, cancellationToken);

    /// <summary>Sends a line of your own, for what the bot has no method for.</summary>
    /// <param name="message">The line.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="InvalidOperationException">The bot is not connected just now.</exception>
    /// <exception cref="IOException">The connection is lost.</exception>
    public async Task SendAsync(IrcMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        await _pace.WaitAsync(cancellationToken);
        var connection = _connection ?? throw new InvalidOperationException("The bot is not connected just now.");
        await SendLineAsync(connection, message, cancellationToken);
    }

    private async Task SpeakAsync(string command, string target, string text, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Made once for the whole text, so that a bad text is refused before its first piece has left.
        var whole = new IrcMessage(command, target, text);
        var frame = Encoding.UTF8.GetByteCount($"{whole.Command} {target} :") + PrefixRoom + Encoding.UTF8.GetByteCount(Nick);
        foreach (var piece in IrcText.Split(text, Math.Max(40, IrcMessage.MaxBytes - 2 - frame)))
        {
            await SendAsync(new IrcMessage(command, target, piece), cancellationToken);
        }
    }

    private async Task SendLineAsync(Connection connection, IrcMessage message, CancellationToken cancellationToken)
    {
        var line = message.ToString();
        await _log.SentAsync(line, cancellationToken);
        await connection.SendAsync(IrcText.Encode(line), cancellationToken);
    }
}
