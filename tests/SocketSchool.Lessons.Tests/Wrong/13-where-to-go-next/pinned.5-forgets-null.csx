// expect: no certificate at all | NullReferenceException
bool IsOurs(X509Certificate2 shown, X509Certificate2 pinned, SslPolicyErrors errors, DateTimeOffset now)
{
    return shown.RawData.SequenceEqual(pinned.RawData);
}
