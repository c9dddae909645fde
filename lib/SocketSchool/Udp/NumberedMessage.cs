using System.Globalization;

namespace SocketSchool;

/// <summary>One message of a UDP chat as it travels, <c>NUMBER NAME: TEXT</c> in one datagram of UTF-8: <c>3 Ada: hello</c>.</summary>
/// <param name="Number">Counts the sender's messages to this partner from 1; <c>null</c> when the sender does not count.</param>
/// <param name="Name">Who wrote it; empty when not said.</param>
/// <param name="Text">What was written.</param>
public sealed record NumberedMessage(long? Number, string Name, string Text)
{
    /// <summary>The longest name, in characters: 32. What is longer is no name.</summary>
    public const int MaxName = 32;

    /// <summary>
    /// Reads a datagram's text. Everything is a message: what has no number and name in front, as <c>nc -u</c> or a first Python program
    /// sends it, is all text. A line end at its end is left out, and control characters become <c>?</c>, because somebody's terminal will
    /// print them.
    /// </summary>
    /// <param name="datagram">The text of one datagram.</param>
    public static NumberedMessage Parse(string datagram)
    {
        ArgumentNullException.ThrowIfNull(datagram);
        var text = Printable(datagram.TrimEnd('\r', '\n'));
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        if (blank < 1 || !long.TryParse(text.AsSpan(0, blank), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
        {
            return new NumberedMessage(null, "", text);
        }

        var rest = text[(blank + 1)..];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon is < 1 or > MaxName) return new NumberedMessage(number, "", rest);
        return new NumberedMessage(number, rest[..colon].Trim(), rest[(colon + 1)..].TrimStart());
    }

    /// <summary>The message as it travels.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Number is { } number ? $"{number} " : "")}{(Name == "" ? "" : $"{Name}: ")}{Text}");

    internal static string Printable(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? '?' : letter));
}
