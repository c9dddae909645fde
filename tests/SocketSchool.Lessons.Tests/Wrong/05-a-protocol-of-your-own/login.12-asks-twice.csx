// expect: the right name and password | 2 calls
async Task Login(
    Connection client, Func<string, string, string> greetingFor, CancellationToken stop)
{
    for (var attempt = 1; attempt <= 3; attempt++)          // inside the method: each connection has its own three
    {
        await client.SendTextAsync("name: ", stop);
        if (await client.ReadLineAsync(stop) is not { } name) return;
        await client.SendTextAsync("password: ", stop);
        if (await client.ReadLineAsync(stop) is not { } password) return;

        if (greetingFor(name, password) != "")
        {
            await client.SendLineAsync(greetingFor(name, password), stop);
            return;
        }
        await client.SendLineAsync("refused", stop);        // the same for a wrong name and a wrong password
    }
    await client.SendLineAsync("goodbye", stop);
}
