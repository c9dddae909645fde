// expect: a greeting, unasked | This client says nothing
async Task SayHello(Connection client, CancellationToken stop)
{
    var line = await client.ReadLineAsync(stop);
    await client.SendLineAsync($"hello {line}", stop);
}
