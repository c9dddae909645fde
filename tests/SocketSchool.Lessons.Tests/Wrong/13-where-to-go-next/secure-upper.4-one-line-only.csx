// expect: three lines | loop
async Task SecureUpper(Stream plain, X509Certificate2 certificate, CancellationToken stop)
{
    await using var tls = new SslStream(plain);
    await tls.AuthenticateAsServerAsync(
        new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
    using var reader = new StreamReader(tls);
    var line = await reader.ReadLineAsync(stop);
    await tls.WriteAsync(Encoding.UTF8.GetBytes(line.ToUpperInvariant() + "\n"), stop);
}
