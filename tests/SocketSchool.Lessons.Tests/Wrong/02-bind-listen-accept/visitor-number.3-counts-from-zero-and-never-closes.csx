// expect: the first visitor is told a number, and the connection is closed | the connection stays open
int visitors = 0;

async Task VisitorNumber(Connection client, CancellationToken stop)
{
    var number = Interlocked.Increment(ref visitors);
    await client.SendLineAsync($"You are visitor {number}", stop);
    await client.ReadLineAsync(stop);
}
