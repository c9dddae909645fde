// expect: a certificate of somebody else | true
bool IsOurs(X509Certificate2 shown, X509Certificate2 pinned, SslPolicyErrors errors, DateTimeOffset now)
{
    return true;
}
