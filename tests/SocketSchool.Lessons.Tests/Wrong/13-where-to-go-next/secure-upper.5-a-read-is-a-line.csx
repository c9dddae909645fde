// expect: a line in four pieces | a read is a piece
async Task SecureUpper(Stream plain, X509Certificate2 certificate, CancellationToken stop)
{
    await using var tls = new SslStream(plain);
    await tls.AuthenticateAsServerAsync(
        new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
    var buffer = new byte[1024];
    int count;
    while ((count = await tls.ReadAsync(buffer, stop)) > 0)
    {
        var text = Encoding.UTF8.GetString(buffer, 0, count).ToUpperInvariant();
        await tls.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
    }
}
