// expect: the handshake | TLS handshake
async Task SecureUpper(Stream plain, X509Certificate2 certificate, CancellationToken stop)
{
    using var reader = new StreamReader(plain);
    while (await reader.ReadLineAsync(stop) is { } line)
        await plain.WriteAsync(Encoding.UTF8.GetBytes(line.ToUpperInvariant() + "\n"), stop);
}
