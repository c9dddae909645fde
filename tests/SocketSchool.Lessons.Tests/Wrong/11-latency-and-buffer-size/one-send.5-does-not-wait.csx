// expect: a send that takes its time | Write `await`
Task SendRequest(Stream stream, byte[] header, byte[] body)
{
    byte[] request = [.. header, .. body];
    _ = stream.WriteAsync(request).AsTask();
    return Task.CompletedTask;
}
