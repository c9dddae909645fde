// expect: a greeting, unasked | Is there an await
async Task SayHello(Connection client, CancellationToken stop)
{
    if (client.BytesSent > 0) return;
    _ = Task.Delay(200, stop).ContinueWith(_ => client.SendLineAsync("hello", stop), stop);
    await Task.Yield();
}
