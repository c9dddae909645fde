// expect: the next visitor gets the next number | You are visitor 1
async Task VisitorNumber(Connection client, CancellationToken stop)
{
    var visitors = 0;
    visitors++;
    await client.SendLineAsync($"You are visitor {visitors}", stop);
}
