// expect: 10 clients in turns | goodbye
var attempt = 0;

async Task Login(
    Connection client, Func<string, string, string> greetingFor, CancellationToken stop)
{
    attempt = 0;
    while (attempt++ < 3)
    {
        await client.SendTextAsync("name: ", stop);
        if (await client.ReadLineAsync(stop) is not { } name) return;
        await client.SendTextAsync("password: ", stop);
        if (await client.ReadLineAsync(stop) is not { } password) return;

        var greeting = greetingFor(name, password);
        if (greeting != "")
        {
            await client.SendLineAsync(greeting, stop);
            return;
        }
        await client.SendLineAsync("refused", stop);        // the same for a wrong name and a wrong password
    }
    await client.SendLineAsync("goodbye", stop);
}
