using System.Globalization;

namespace SocketSchool;

/// <summary>The first line of each side over TCP: <c>hello 7c3a51f0 Ada</c>.</summary>
/// <param name="Id">Who it is: eight hexadecimal digits.</param>
/// <param name="Name">What it is called; to the end of the line, blanks included.</param>
internal sealed record PeerHello(uint Id, string Name)
{
    /// <summary>Reads a line; <c>null</c> when it is no hello.</summary>
    public static PeerHello? Parse(string line)
    {
        var parts = line.Split(' ', 3);
        return parts is ["hello", var id, var rest] && ParseId(id) is { } number && PeerText.NameOf(rest) is { } name
            ? new PeerHello(number, name)
            : null;
    }

    public static uint? ParseId(string text) =>
        text.Length is >= 1 and <= 8 && uint.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && id != 0
            ? id
            : null;

    public static string Format(uint id) => id.ToString("x8", CultureInfo.InvariantCulture);

    public override string ToString() => $"hello {Format(Id)} {Name}";
}
