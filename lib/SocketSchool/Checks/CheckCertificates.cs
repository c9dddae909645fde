using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SocketSchool;

/// <summary>Self-signed certificates for the checks of lesson 13.</summary>
internal static class CheckCertificates
{
    /// <summary>A new certificate with a new key, valid for a day before and a month after the real clock's now.</summary>
    /// <param name="name">The DNS name on it.</param>
    /// <param name="serial">Its serial number; a random one by default. An imposter copies the one of its victim.</param>
    public static X509Certificate2 Make(string name, byte[]? serial = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Make(name, key, serial);
    }

    /// <summary>A certificate for a key that exists: the second one of it is a renewed certificate.</summary>
    public static X509Certificate2 Make(string name, ECDsa key, byte[]? serial = null)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        // SslStream looks at the machine's clock as well, so a TimeProvider could not help here.
        var now = DateTimeOffset.UtcNow;
        using var signed = request.Create(
            request.SubjectName, X509SignatureGenerator.CreateForECDsa(key), now.AddDays(-1), now.AddDays(30),
            serial ?? [1, .. RandomNumberGenerator.GetBytes(8)]);
        using var made = signed.CopyWithPrivateKey(key);
        // Through PKCS #12 and back: SChannel on Windows does not take a key that was never stored.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
