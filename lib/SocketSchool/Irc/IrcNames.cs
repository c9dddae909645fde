namespace SocketSchool;

/// <summary>
/// Nicknames and channel names. To IRC, which was born in Finland, <c>{}|^</c> are the small letters of <c>[]\~</c> (RFC 2812, section
/// 2.2; servers call it CASEMAPPING=rfc1459): <c>Bob[1]</c> and <c>bob{1}</c> are one name.
/// </summary>
public static class IrcNames
{
    private const string NickSpecials = "[]\\`_^{|}";

    /// <summary>Compares names as a server does; for dictionaries of them.</summary>
    public static IEqualityComparer<string> Comparer { get; } = new Rfc1459Comparer();

    /// <summary>Whether two names are one to a server.</summary>
    /// <param name="a">A nickname or channel.</param>
    /// <param name="b">Another one.</param>
    public static bool AreEqual(string a, string b) => Comparer.Equals(a, b);

    /// <summary>Whether it may be a nickname: letters, digits, <c>[]\`_^{|}</c> and <c>-</c>, the first one no digit and no <c>-</c>.</summary>
    /// <param name="nick">The name.</param>
    /// <param name="maxLength">The longest that the server takes; 9 in RFC 2812, 30 by default.</param>
    public static bool IsNick(string? nick, int maxLength = 30) =>
        nick is { Length: > 0 } && nick.Length <= maxLength && !char.IsAsciiDigit(nick[0]) && nick[0] != '-' &&
        nick.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-' || NickSpecials.Contains(letter));

    /// <summary>Whether it may be a channel: <c>#</c> and more, without spaces, commas, colons and control characters.</summary>
    /// <param name="channel">The name.</param>
    /// <param name="maxLength">The longest that the server takes; 50 (RFC 2812).</param>
    public static bool IsChannel(string? channel, int maxLength = 50) =>
        channel is { Length: > 1 } && channel.Length <= maxLength && channel[0] == '#' &&
        !channel.Any(letter => letter is ' ' or ',' or ':' || char.IsControl(letter));

    private static char ToLower(char letter) => letter switch
    {
        >= 'A' and <= 'Z' => (char)(letter | 0x20),
        '[' => '{',
        ']' => '}',
        '\\' => '|',
        '~' => '^',
        _ => letter,
    };

    private sealed class Rfc1459Comparer : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y)
        {
            if (x is null || y is null) return x is null && y is null;
            if (x.Length != y.Length) return false;
            for (var i = 0; i < x.Length; i++)
            {
                if (ToLower(x[i]) != ToLower(y[i])) return false;
            }

            return true;
        }

        public int GetHashCode(string obj)
        {
            var hash = new HashCode();
            foreach (var letter in obj) hash.Add(ToLower(letter));
            return hash.ToHashCode();
        }
    }
}
