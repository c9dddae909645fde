using System.Diagnostics.CodeAnalysis;

namespace SocketSchool;

/// <summary>
/// One line of IRC, taken apart: who it is from, the command, and its parameters (RFC 2812, section 2.3.1; modern.ircdocs.horse calls the
/// prefix <em>source</em>). <see cref="ToString"/> puts it together again, without the CR LF that ends it on the wire.
/// </summary>
public sealed class IrcMessage
{
    /// <summary>The longest line on the wire, in bytes with its CR LF: 512 (RFC 2812, section 2.3).</summary>
    public const int MaxBytes = 512;

    /// <summary>The most parameters that a line has: 15.</summary>
    public const int MaxParameters = 15;

    /// <summary>Puts a message together.</summary>
    /// <param name="command">A word such as <c>PRIVMSG</c>, or three digits.</param>
    /// <param name="parameters">At most 15. Only the last may be empty, have spaces in it, or begin with a colon.</param>
    /// <exception cref="ArgumentException">
    /// A part breaks the grammar. A line end in any of them is the dangerous case: what follows it would be a command of its own.
    /// </exception>
    public IrcMessage(string command, params string[] parameters)
        : this(null, command, parameters)
    {
    }

    /// <summary>Puts a message with a prefix together, as a server sends it.</summary>
    /// <param name="prefix">A server's name or <c>nick!user@host</c>, without the colon; <c>null</c> for none.</param>
    /// <param name="command">A word such as <c>PRIVMSG</c>, or three digits.</param>
    /// <param name="parameters">At most 15. Only the last may be empty, have spaces in it, or begin with a colon.</param>
    /// <exception cref="ArgumentException">A part breaks the grammar.</exception>
    public IrcMessage(string? prefix, string command, IReadOnlyList<string> parameters)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(parameters);
        IrcGrammar.Check(prefix, command, parameters);
        (Prefix, Command, Parameters) = (prefix, command.ToUpperInvariant(), [.. parameters]);
    }

    // What has been taken apart needs no check. The order of the parameters keeps it from being taken for the public one.
    private IrcMessage(string[] parameters, string command, string? prefix) =>
        (Prefix, Command, Parameters) = (prefix, command, parameters);

    /// <summary>Who it is from: a server, or <c>nick!user@host</c>; <c>null</c> when the line does not say.</summary>
    public string? Prefix { get; }

    /// <summary>The command in capital letters, or three digits (a <em>numeric</em>, which is a server's answer).</summary>
    public string Command { get; }

    /// <summary>The parameters; the colon in front of the last one is not part of it.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>The nickname in the prefix, or the server's name; empty when there is no prefix.</summary>
    public string Nick => Prefix?.Split('!', '@')[0] ?? "";

    /// <summary>The last parameter, which is where a message has its text; empty when there is none.</summary>
    public string Text => Parameters.Count == 0 ? "" : Parameters[^1];

    /// <summary>A parameter; empty when the line has fewer.</summary>
    /// <param name="index">Counts from 0.</param>
    public string this[int index] => index < Parameters.Count ? Parameters[index] : "";

    /// <summary>Takes a line apart.</summary>
    /// <param name="line">The line; its CR LF may be there or not.</param>
    /// <exception cref="FormatException">It is not a line of IRC.</exception>
    public static IrcMessage Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return TryParse(line, out var message)
            ? message
            : throw new FormatException($"This is not a line of IRC: \"{IrcText.Visible(line)}\".");
    }

    /// <summary>
    /// Takes a line apart. More than one space between two parts, spaces at either end, small letters in the command and IRCv3 tags in front
    /// (which are skipped) are accepted; NUL, CR or LF inside and a line without a command are not.
    /// </summary>
    /// <param name="line">The line; its CR LF may be there or not.</param>
    /// <param name="message">The message, when the result is true.</param>
    public static bool TryParse(string? line, [NotNullWhen(true)] out IrcMessage? message)
    {
        message = null;
        var rest = (line ?? "").AsSpan().TrimEnd("\r\n");
        if (rest.ContainsAny('\r', '\n', '\0')) return false;
        rest = rest.TrimStart(' ');
        if (rest.StartsWith('@')) TakeWord(ref rest);
        var prefix = rest.StartsWith(':') ? TakeWord(ref rest)[1..].ToString() : null;
        var command = TakeWord(ref rest);
        if (prefix is "" || !IrcGrammar.IsCommand(command)) return false;
        var parameters = new List<string>();
        while (rest.Length > 0)
        {
            var isTrailing = rest[0] == ':';
            // The fifteenth takes the rest of the line, with a colon or without.
            if (isTrailing || parameters.Count == MaxParameters - 1)
            {
                parameters.Add(rest[(isTrailing ? 1 : 0)..].ToString());
                break;
            }

            parameters.Add(TakeWord(ref rest).ToString());
        }

        message = new IrcMessage(parameters.ToArray(), command.ToString().ToUpperInvariant(), prefix);
        return true;
    }

    /// <summary>The line without its CR LF. The last parameter gets its colon where the grammar asks for one.</summary>
    public override string ToString()
    {
        var words = new List<string>();
        if (Prefix is not null) words.Add(":" + Prefix);
        words.Add(Command);
        for (var i = 0; i < Parameters.Count; i++)
        {
            words.Add(i == Parameters.Count - 1 && !IrcGrammar.IsMiddle(Parameters[i]) ? ":" + Parameters[i] : Parameters[i]);
        }

        return string.Join(' ', words);
    }

    private static ReadOnlySpan<char> TakeWord(ref ReadOnlySpan<char> rest)
    {
        var end = rest.IndexOf(' ');
        var word = end < 0 ? rest : rest[..end];
        rest = rest[word.Length..].TrimStart(' ');
        return word;
    }
}
