// expect: a greeting, unasked | its end has not
async Task SayHello(Connection client, CancellationToken stop)
{
    await client.SendTextAsync("hello, nice of you to call", stop);
}
