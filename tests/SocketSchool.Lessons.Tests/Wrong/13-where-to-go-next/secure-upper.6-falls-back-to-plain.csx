// expect: a client that speaks no TLS | unencrypted
async Task SecureUpper(Stream plain, X509Certificate2 certificate, CancellationToken stop)
{
    var first = new byte[1];
    await plain.ReadExactlyAsync(first, stop);
    Stream stream = plain;
    var text = "";
    if (first[0] == 22)                                  // a TLS handshake begins with it
    {
        var tls = new SslStream(new Rejoined(first[0], plain));
        await tls.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
        stream = tls;
    }
    else
    {
        text = Encoding.UTF8.GetString(first);
    }
    using var reader = new StreamReader(stream);
    while (await reader.ReadLineAsync(stop) is { } line)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes((text + line).ToUpperInvariant() + "\n"), stop);
        text = "";
    }
}

class Rejoined(byte first, Stream rest) : Stream
{
    private bool _given;
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => 0; set => throw new NotSupportedException(); }
    public override void Flush() => rest.Flush();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override void Write(byte[] buffer, int offset, int count) => rest.Write(buffer, offset, count);
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken stop = default) =>
        rest.WriteAsync(buffer, stop);
    public override int Read(Span<byte> buffer)
    {
        if (_given || buffer.Length == 0) return rest.Read(buffer);
        _given = true;
        buffer[0] = first;
        return 1;
    }
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken stop = default)
    {
        if (_given || buffer.Length == 0) return rest.ReadAsync(buffer, stop);
        _given = true;
        buffer.Span[0] = first;
        return ValueTask.FromResult(1);
    }
}
