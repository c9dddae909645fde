async Task SendRequest(Stream stream, byte[] header, byte[] body)
{
    // Copying a few bytes is much cheaper than a send, and than a wait of 40 ms.
    byte[] request = [.. header, .. body];
    await stream.WriteAsync(request);
}
