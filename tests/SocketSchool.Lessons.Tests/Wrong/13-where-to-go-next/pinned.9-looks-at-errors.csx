// expect: asked for by another name | Do not look at errors
bool IsOurs(X509Certificate2 shown, X509Certificate2 pinned, SslPolicyErrors errors, DateTimeOffset now)
{
    return shown is not null && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
        && shown.RawData.SequenceEqual(pinned.RawData);
}
