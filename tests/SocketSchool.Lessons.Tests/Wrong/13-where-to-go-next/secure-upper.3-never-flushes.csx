// expect: one line | FlushAsync
async Task SecureUpper(Stream plain, X509Certificate2 certificate, CancellationToken stop)
{
    await using var tls = new SslStream(plain);
    await tls.AuthenticateAsServerAsync(
        new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
    using var reader = new StreamReader(tls);
    var writer = new StreamWriter(tls);
    while (await reader.ReadLineAsync(stop) is { } line)
        await writer.WriteAsync(line.ToUpperInvariant() + "\n");
}
