// expect: a header of 16 bytes and a body of 64 | 2 sends
async Task SendRequest(Stream stream, byte[] header, byte[] body)
{
    await stream.WriteAsync(header);
    await stream.WriteAsync(body);
}
