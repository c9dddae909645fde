// expect: the same name and the same number | Equals
bool IsOurs(X509Certificate2 shown, X509Certificate2 pinned, SslPolicyErrors errors, DateTimeOffset now)
{
    return pinned.Equals(shown) && now.LocalDateTime >= pinned.NotBefore && now.LocalDateTime <= pinned.NotAfter;
}
