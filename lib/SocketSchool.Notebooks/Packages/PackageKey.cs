using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace SocketSchool.Notebooks.Packages;

/// <summary>Names packages for the cache, and compares versions.</summary>
internal static partial class PackageKey
{
    /// <summary>A folder name for these packages, whatever their order: readable, and unique.</summary>
    public static string Of(IEnumerable<PackageReference> packages)
    {
        var names = packages.Select(package => $"{package.Id}/{package.Version}".ToLowerInvariant()).Order(StringComparer.Ordinal).ToList();
        // A range has characters that a file name cannot have, and a list of packages may be too long for one.
        return names is [var one] && FileName().IsMatch(one)
            ? one.Replace('/', Path.DirectorySeparatorChar)
            : "set-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))))[..32];
    }

    /// <summary>Whether it names one version, and not a range or a pattern.</summary>
    public static bool IsOneVersion(string version) => OneVersion().IsMatch(version);

    /// <summary>Whether two versions are the same: 1.0 is 1.0.0, and what follows a <c>+</c> does not count.</summary>
    public static bool AreEqual(string one, string other) => string.Equals(Normal(one), Normal(other), StringComparison.OrdinalIgnoreCase);

    static string Normal(string version)
    {
        var text = version.Split('+')[0];
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        var (numbers, label) = dash < 0 ? (text, "") : (text[..dash], text[dash..]);
        var parts = numbers.Split('.').Select(part => part.TrimStart('0') is { Length: > 0 } trimmed ? trimmed : "0").ToList();
        while (parts is [.., "0"])
            parts.RemoveAt(parts.Count - 1);
        return string.Join('.', parts) + label;
    }

    [GeneratedRegex(@"^[\w.-]+/[\w.-]+$")]
    private static partial Regex FileName();

    [GeneratedRegex(@"^\d[\w.+-]*$")]
    private static partial Regex OneVersion();
}
