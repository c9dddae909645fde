// expect: a password with blanks around it | refused
async Task Login(Connection client, Func<string, string, string> greetingFor, CancellationToken stop)
{
    for (var attempt = 1; attempt <= 3; attempt++)
    {
        await client.SendTextAsync("name: ", stop);
        if (await client.ReadLineAsync(stop) is not { } name) return;
        await client.SendTextAsync("password: ", stop);
        if (await client.ReadLineAsync(stop) is not { } password) return;
        var greeting = greetingFor(name.Trim(), password.Trim());
        if (greeting != "") { await client.SendLineAsync(greeting, stop); return; }
        await client.SendLineAsync("refused", stop);
    }
    await client.SendLineAsync("goodbye", stop);
}
