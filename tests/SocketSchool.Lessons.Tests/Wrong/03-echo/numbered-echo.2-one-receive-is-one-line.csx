// expect: two lines in one write | 1: red\ngreen\n
async Task NumberedEcho(Connection client, CancellationToken stop)
{
    var number = 0;
    var buffer = new byte[1024];
    int got;
    while ((got = await client.ReceiveAsync(buffer, stop)) > 0)
    {
        number++;
        await client.SendTextAsync($"{number}: {Encoding.UTF8.GetString(buffer, 0, got)}", stop);
    }
}
