// expect: a header of 16 bytes and a body of 64 | the header first
async Task SendRequest(Stream stream, byte[] header, byte[] body)
{
    byte[] request = [.. body, .. header];
    await stream.WriteAsync(request);
}
