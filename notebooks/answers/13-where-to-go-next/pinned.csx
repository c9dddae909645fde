bool IsOurs(
    X509Certificate2 shown, X509Certificate2 pinned, SslPolicyErrors errors, DateTimeOffset now)
{
    if (shown is null) return false;
    // Not Equals: it compares issuer and serial number, and anybody can copy those.
    if (!shown.RawData.AsSpan().SequenceEqual(pinned.RawData)) return false;
    return now.LocalDateTime >= pinned.NotBefore && now.LocalDateTime <= pinned.NotAfter;
}
