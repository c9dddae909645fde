// expect: a letter that is cut in two | Zo
async Task Greeting(Connection client, CancellationToken stop)
{
    var name = "";
    var buffer = new byte[2048];
    while (!name.Contains('\n'))
    {
        var got = await client.ReceiveAsync(buffer, stop);
        if (got == 0) return;
        name += Encoding.UTF8.GetString(buffer, 0, got);
    }
    await client.SendLineAsync($"hi {name.Trim()}", stop);
}
