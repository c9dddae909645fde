// expect: which the system does not know | false
bool IsOurs(X509Certificate2 shown, X509Certificate2 pinned, SslPolicyErrors errors, DateTimeOffset now)
{
    return errors == SslPolicyErrors.None && shown.RawData.AsSpan().SequenceEqual(pinned.RawData);
}
