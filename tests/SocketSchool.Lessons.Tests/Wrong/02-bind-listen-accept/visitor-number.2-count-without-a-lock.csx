// expect: visitors at once, no number twice | twice
int visitors = 0;

async Task VisitorNumber(Connection client, CancellationToken stop)
{
    visitors++;
    await client.SendLineAsync($"You are visitor {visitors}", stop);
}
