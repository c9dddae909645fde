// expect: one line, then the end | What does your code send after it
async Task SayHello(Connection client, CancellationToken stop)
{
    await client.SendLineAsync("hello", stop);
    await client.SendLineAsync("how are you?", stop);
}
