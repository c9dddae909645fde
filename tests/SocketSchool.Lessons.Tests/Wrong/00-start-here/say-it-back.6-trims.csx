// expect: a line with blanks | no Trim
async Task SayItBack(Connection client, CancellationToken stop)
{
    while (await client.ReadLineAsync(stop) is { } line)
        await client.SendLineAsync(line.Trim(), stop);
}
