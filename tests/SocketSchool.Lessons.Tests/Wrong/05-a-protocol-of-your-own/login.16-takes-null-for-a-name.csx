// expect: a client that leaves before the name | password: 
async Task Login(
    Connection client, Func<string, string, string> greetingFor, CancellationToken stop)
{
    for (var attempt = 1; attempt <= 3; attempt++)          // inside the method: each connection has its own three
    {
        await client.SendTextAsync("name: ", stop);
        var name = await client.ReadLineAsync(stop);
        await client.SendTextAsync("password: ", stop);
        if (await client.ReadLineAsync(stop) is not { } password) return;

        var greeting = greetingFor(name!, password);
        if (greeting != "")
        {
            await client.SendLineAsync(greeting, stop);
            return;
        }
        await client.SendLineAsync("refused", stop);        // the same for a wrong name and a wrong password
    }
    await client.SendLineAsync("goodbye", stop);
}
