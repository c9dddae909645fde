// expect: one line, then the end | the connection stays open
async Task SayHello(Connection client, CancellationToken stop)
{
    await client.SendLineAsync("hello", stop);
    await client.ReadLineAsync(stop);
}
