// A greeting comes unasked, so there is nothing to receive. When the method ends, the library closes the connection.
async Task SayHello(Connection client, CancellationToken stop)
{
    await client.SendLineAsync("hello, nice of you to call", stop);
}
