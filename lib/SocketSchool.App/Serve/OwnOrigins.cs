using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace SocketSchool.App.Serve;

/// <summary>
/// The names by which browsers may call this server. Whoever makes a name of his own lead to this machine (DNS rebinding) comes with
/// that name in <c>Host</c>, and a page of another site with its own in <c>Origin</c>: neither is in here.
/// </summary>
sealed partial class OwnOrigins
{
    readonly HashSet<string> authorities = new(StringComparer.OrdinalIgnoreCase);
    readonly bool allowsAddresses;

    /// <param name="port">The port that is listened on.</param>
    /// <param name="hostNames">Other names, with or without a port.</param>
    /// <param name="allowsAddresses">Whether any literal IP address may stand in for a name: on purpose reachable from elsewhere.</param>
    public OwnOrigins(int port, IEnumerable<string> hostNames, bool allowsAddresses)
    {
        this.allowsAddresses = allowsAddresses;
        foreach (var name in new[] { "localhost", "127.0.0.1", "[::1]" })
        {
            authorities.Add(string.Create(CultureInfo.InvariantCulture, $"{name}:{port}"));
            if (port is 80)
                authorities.Add(name);
        }

        foreach (var name in hostNames)
        {
            authorities.Add(name);
            authorities.Add(string.Create(CultureInfo.InvariantCulture, $"{name}:{port}"));
        }
    }

    /// <summary>Whether this is a host name, with or without a port.</summary>
    public static bool IsName(string name) => NamePattern().IsMatch(name);

    /// <summary>Whether a <c>Host</c> is ours (RFC 9110, section 7.2).</summary>
    public bool IsHost(string? host) => host is { Length: > 0 } && (authorities.Contains(host) || allowsAddresses && IsAddress(host));

    /// <summary>Whether an <c>Origin</c> is ours (RFC 6454, section 7); <c>null</c>, which sandboxed frames send, is not.</summary>
    public bool IsOrigin(string origin, string host)
    {
        var match = OriginPattern().Match(origin);
        if (!match.Success)
            return false;
        var authority = match.Groups["authority"].Value;
        return string.Equals(authority, host, StringComparison.OrdinalIgnoreCase) || authorities.Contains(authority);
    }

    static bool IsAddress(string host)
    {
        var match = AuthorityPattern().Match(host);
        return match.Success && IPAddress.TryParse(match.Groups["address"].Value, out _);
    }

    [GeneratedRegex(@"^https?://(?<authority>[A-Za-z0-9.\-]+(?::\d{1,5})?|\[[0-9a-fA-F:.]+\](?::\d{1,5})?)$")]
    private static partial Regex OriginPattern();

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9.\-]*[A-Za-z0-9])?(:\d{1,5})?$")]
    private static partial Regex NamePattern();

    // Only the usual way of writing: 0x7f.1 and 2130706433 are addresses to some, and names to others.
    [GeneratedRegex(@"^(?<address>\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?$")]
    private static partial Regex AuthorityPattern();
}
