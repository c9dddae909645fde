// expect: a greeting, unasked | which word is missing in yours
async Task SayHello(Connection client, CancellationToken stop)
{
    await client.SendLineAsync("good morning", stop);
}
