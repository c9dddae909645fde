// expect: a whole attempt in one write
async Task Login(Connection client, Func<string, string, string> greetingFor, CancellationToken stop)
{
    var buffer = new byte[1024];
    async Task<string> Ask(string prompt)
    {
        await client.SendTextAsync(prompt, stop);
        var got = await client.ReceiveAsync(buffer, stop);
        return Encoding.UTF8.GetString(buffer, 0, got).TrimEnd('\n', '\r');
    }
    for (var attempt = 1; attempt <= 3; attempt++)
    {
        var greeting = greetingFor(await Ask("name: "), await Ask("password: "));
        if (greeting != "") { await client.SendLineAsync(greeting, stop); return; }
        await client.SendLineAsync("refused", stop);
    }
    await client.SendLineAsync("goodbye", stop);
}
