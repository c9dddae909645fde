// expect: an empty line | end of the stream
async Task NumberedEcho(Connection client, CancellationToken stop)
{
    var number = 0;
    while (true)
    {
        var line = await client.ReadLineAsync(stop);
        if (string.IsNullOrEmpty(line)) return;
        await client.SendLineAsync($"{++number}: {line}", stop);
    }
}
