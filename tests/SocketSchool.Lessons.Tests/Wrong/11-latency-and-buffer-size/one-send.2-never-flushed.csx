// expect: a header of 16 bytes and a body of 64 | Nothing has left
async Task SendRequest(Stream stream, byte[] header, byte[] body)
{
    var buffered = new BufferedStream(stream);
    await buffered.WriteAsync(header);
    await buffered.WriteAsync(body);
}
