// expect: a greeting, unasked | no line end
async Task SayHello(Connection client, CancellationToken stop)
{
    await client.SendTextAsync("hello, nice of you to call", stop);
}
