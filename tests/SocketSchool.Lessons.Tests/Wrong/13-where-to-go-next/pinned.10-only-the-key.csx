// expect: a renewed certificate | RawData
bool IsOurs(X509Certificate2 shown, X509Certificate2 pinned, SslPolicyErrors errors, DateTimeOffset now)
{
    return shown is not null && shown.GetPublicKey().SequenceEqual(pinned.GetPublicKey())
        && now.LocalDateTime >= pinned.NotBefore && now.LocalDateTime <= pinned.NotAfter;
}
