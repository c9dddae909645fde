// expect: three refusals, goodbye
var attempts = 0;

async Task Login(Connection client, Func<string, string, string> greetingFor, CancellationToken stop)
{
    while (attempts < 3)
    {
        await client.SendTextAsync("name: ", stop);
        if (await client.ReadLineAsync(stop) is not { } name) return;
        await client.SendTextAsync("password: ", stop);
        if (await client.ReadLineAsync(stop) is not { } password) return;
        var greeting = greetingFor(name, password);
        if (greeting != "") { await client.SendLineAsync(greeting, stop); return; }
        attempts++;
        await client.SendLineAsync("refused", stop);
    }
    await client.SendLineAsync("goodbye", stop);
}
