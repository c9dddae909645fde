// expect: an order that is none | int.TryParse
async Task MiddleTier(Connection client, IPEndPoint data, CancellationToken stop)
{
    if (await client.ReadLineAsync(stop) is not { } line) return;
    var parts = line.Split(' ', 2);
    var number = int.Parse(parts[0]);
    if (parts.Length < 2)
    {
        await client.SendLineAsync("say it like this: 2 tea", stop);
        return;
    }

    var item = parts[1];
    try
    {
        using var store = await Connection.ConnectAsync(data, cancellationToken: stop);
        await store.SendLineAsync(item, stop);
        var known = int.TryParse(await store.ReadLineAsync(stop), out var price);
        await client.SendLineAsync(known ? $"{number} {item}: {number * price}" : $"no {item} here", stop);
    }
    catch (SocketException)
    {
        await client.SendLineAsync("closed", stop);
    }
}
