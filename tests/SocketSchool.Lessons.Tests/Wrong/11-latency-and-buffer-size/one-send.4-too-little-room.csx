// expect: a body of 20,000 bytes | Take as much room
async Task SendRequest(Stream stream, byte[] header, byte[] body)
{
    var buffered = new BufferedStream(stream);
    await buffered.WriteAsync(header);
    await buffered.WriteAsync(body);
    await buffered.FlushAsync();
}
