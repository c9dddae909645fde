// expect: a client that leaves before the password | refused
async Task Login(Connection client, Func<string, string, string> greetingFor, CancellationToken stop)
{
    for (var attempt = 1; attempt <= 3; attempt++)
    {
        await client.SendTextAsync("name: ", stop);
        var name = await client.ReadLineAsync(stop);
        await client.SendTextAsync("password: ", stop);
        var password = await client.ReadLineAsync(stop);
        var greeting = greetingFor(name!, password!);
        if (greeting != "") { await client.SendLineAsync(greeting, stop); return; }
        await client.SendLineAsync("refused", stop);
    }
    await client.SendLineAsync("goodbye", stop);
}
