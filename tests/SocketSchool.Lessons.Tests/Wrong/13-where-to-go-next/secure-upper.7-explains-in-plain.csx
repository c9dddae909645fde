// expect: a client that speaks no TLS | no text
async Task SecureUpper(Stream plain, X509Certificate2 certificate, CancellationToken stop)
{
    await using var tls = new SslStream(plain);
    try
    {
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
    }
    catch (AuthenticationException)
    {
        await plain.WriteAsync(Encoding.UTF8.GetBytes("ERROR no TLS\n"), stop);
        return;
    }
    using var reader = new StreamReader(tls);
    while (await reader.ReadLineAsync(stop) is { } line)
        await tls.WriteAsync(Encoding.UTF8.GetBytes(line.ToUpperInvariant() + "\n"), stop);
}
