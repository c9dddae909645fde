// expect: two lines without a name | the first line, an empty one
async Task Greeting(Connection client, CancellationToken stop)
{
    if (await client.ReadLineAsync(stop) is { } name) await client.SendLineAsync($"hi {name.Trim()}", stop);
}
