// expect: the server speaks first | name
async Task Login(Connection client, Func<string, string, string> greetingFor, CancellationToken stop)
{
    for (var attempt = 1; attempt <= 3; attempt++)
    {
        await client.SendLineAsync("name:", stop);
        if (await client.ReadLineAsync(stop) is not { } name) return;
        await client.SendLineAsync("password:", stop);
        if (await client.ReadLineAsync(stop) is not { } password) return;
        var greeting = greetingFor(name, password);
        if (greeting != "") { await client.SendLineAsync(greeting, stop); return; }
        await client.SendLineAsync("refused", stop);
    }
    await client.SendLineAsync("goodbye", stop);
}
