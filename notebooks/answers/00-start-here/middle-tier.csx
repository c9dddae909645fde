async Task MiddleTier(Connection client, IPEndPoint data, CancellationToken stop)
{
    if (await client.ReadLineAsync(stop) is not { } line) return;       // it left without an order

    var parts = line.Split(' ', 2);
    if (parts.Length < 2 || !int.TryParse(parts[0], out var number))
    {
        await client.SendLineAsync("say it like this: 2 tea", stop);
        return;
    }

    var item = parts[1];
    try
    {
        using var store = await Connection.ConnectAsync(data, cancellationToken: stop);     // here the server is a client
        await store.SendLineAsync(item, stop);
        var known = int.TryParse(await store.ReadLineAsync(stop), out var price);
        await client.SendLineAsync(known ? $"{number} {item}: {number * price}" : $"no {item} here", stop);
    }
    catch (SocketException)
    {
        await client.SendLineAsync("closed", stop);
    }
}
