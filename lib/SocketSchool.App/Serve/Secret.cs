using System.Security.Cryptography;
using System.Text;

namespace SocketSchool.App.Serve;

/// <summary>
/// The token of the printed address, and the cookie that it is exchanged for. They differ, so that what a browser keeps does not
/// reveal what was printed. Both are random, new at each start, and compared in a time that does not depend on them.
/// </summary>
sealed class Secret
{
    readonly byte[] token = RandomNumberGenerator.GetBytes(32);
    readonly byte[] cookie = RandomNumberGenerator.GetBytes(32);

    /// <summary>What the printed address carries.</summary>
    public string Token => Convert.ToHexStringLower(token);

    /// <summary>What the cookie carries.</summary>
    public string Cookie => Convert.ToHexStringLower(cookie);

    public bool IsToken(string? given) => Same(given, Token);

    public bool IsCookie(string? given) => Same(given, Cookie);

    // Hashes have one length, so that not even the length of what was given shows.
    static bool Same(string? given, string expected) => given is not null && CryptographicOperations.FixedTimeEquals(
        SHA256.HashData(Encoding.UTF8.GetBytes(given)), SHA256.HashData(Encoding.UTF8.GetBytes(expected)));
}
