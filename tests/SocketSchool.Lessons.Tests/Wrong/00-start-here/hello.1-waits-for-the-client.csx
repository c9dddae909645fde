// expect: a greeting, unasked | before the client has said anything
async Task SayHello(Connection client, CancellationToken stop)
{
    var line = await client.ReadLineAsync(stop);
    await client.SendLineAsync($"hello {line}", stop);
}
