// expect: stop is cancelled while a client is silent | Pass stop on
async Task SecureUpper(Stream plain, X509Certificate2 certificate, CancellationToken stop)
{
    await using var tls = new SslStream(plain);
    await tls.AuthenticateAsServerAsync(
        new SslServerAuthenticationOptions { ServerCertificate = certificate });
    using var reader = new StreamReader(tls);
    while (await reader.ReadLineAsync() is { } line)
        await tls.WriteAsync(Encoding.UTF8.GetBytes(line.ToUpperInvariant() + "\n"));
}
