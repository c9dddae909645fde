// expect: the same name, somebody else's key | RawData
bool IsOurs(X509Certificate2 shown, X509Certificate2 pinned, SslPolicyErrors errors, DateTimeOffset now)
{
    return shown.Subject == pinned.Subject;
}
