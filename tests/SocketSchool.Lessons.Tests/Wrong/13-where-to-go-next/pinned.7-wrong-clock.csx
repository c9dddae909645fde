// expect: seen from the other side of the earth | LocalDateTime
bool IsOurs(X509Certificate2 shown, X509Certificate2 pinned, SslPolicyErrors errors, DateTimeOffset now)
{
    return shown is not null && shown.RawData.SequenceEqual(pinned.RawData)
        && now.DateTime >= pinned.NotBefore && now.DateTime <= pinned.NotAfter;
}
