// expect: which the system does not know | SequenceEqual
bool IsOurs(X509Certificate2 shown, X509Certificate2 pinned, SslPolicyErrors errors, DateTimeOffset now)
{
    return shown is not null && shown.RawData == pinned.RawData;
}
