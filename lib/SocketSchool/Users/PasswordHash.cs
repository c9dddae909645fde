using System.Security.Cryptography;
using System.Text;

namespace SocketSchool;

/// <summary>PBKDF2 with HMAC-SHA-256 (RFC 8018, section 5.2): slow on purpose, so that a stolen file is slow to guess from.</summary>
internal static class PasswordHash
{
    public const int SaltBytes = 16;
    public const int HashBytes = 32;

    /// <summary>A new random salt: equal passwords of two people then have different hashes.</summary>
    public static byte[] NewSalt() => RandomNumberGenerator.GetBytes(SaltBytes);

    /// <summary>The hash of the password's UTF-8 bytes.</summary>
    public static byte[] Compute(string password, byte[] salt, int iterations) => Rfc2898DeriveBytes.Pbkdf2(
        Encoding.UTF8.GetBytes(password), salt, iterations, HashAlgorithmName.SHA256, HashBytes);

    /// <summary>Compares in a time that does not tell how many of the first bytes are right.</summary>
    public static bool Matches(byte[] expected, byte[] computed) => CryptographicOperations.FixedTimeEquals(expected, computed);
}
