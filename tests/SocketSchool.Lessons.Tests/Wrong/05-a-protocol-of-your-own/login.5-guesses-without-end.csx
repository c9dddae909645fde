// expect: three refusals, goodbye | name: 
async Task Login(Connection client, Func<string, string, string> greetingFor, CancellationToken stop)
{
    while (true)
    {
        await client.SendTextAsync("name: ", stop);
        if (await client.ReadLineAsync(stop) is not { } name) return;
        await client.SendTextAsync("password: ", stop);
        if (await client.ReadLineAsync(stop) is not { } password) return;
        var greeting = greetingFor(name, password);
        if (greeting != "") { await client.SendLineAsync(greeting, stop); return; }
        await client.SendLineAsync("refused", stop);
    }
}
