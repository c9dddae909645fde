// expect: a name in three pieces | hi A
async Task Greeting(Connection client, CancellationToken stop)
{
    var buffer = new byte[2048];
    var got = await client.ReceiveAsync(buffer, stop);
    var name = Encoding.UTF8.GetString(buffer, 0, got).Trim();
    await client.SendLineAsync($"hi {name}", stop);
}
