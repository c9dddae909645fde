// expect: one line, then the end | What does it still wait for
async Task SayHello(Connection client, CancellationToken stop)
{
    await client.SendLineAsync("hello", stop);
    await client.ReadLineAsync(stop);
}
