// expect: a header of 16 bytes and a body of 64 | has closed it
async Task SendRequest(Stream stream, byte[] header, byte[] body)
{
    await using var buffered = new BufferedStream(stream, 64 * 1024);
    await buffered.WriteAsync(header);
    await buffered.WriteAsync(body);
    await buffered.FlushAsync();
}
