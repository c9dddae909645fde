// expect: an empty line | An empty line is a line
async Task SecureUpper(Stream plain, X509Certificate2 certificate, CancellationToken stop)
{
    await using var tls = new SslStream(plain);
    await tls.AuthenticateAsServerAsync(
        new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
    using var reader = new StreamReader(tls);
    while (await reader.ReadLineAsync(stop) is { Length: > 0 } line)
        await tls.WriteAsync(Encoding.UTF8.GetBytes(line.ToUpperInvariant() + "\n"), stop);
}
