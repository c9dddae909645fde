// expect: one line, then the end | how are you?
async Task SayHello(Connection client, CancellationToken stop)
{
    await client.SendLineAsync("hello", stop);
    await client.SendLineAsync("how are you?", stop);
}
