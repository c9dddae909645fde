// One count for all clients: outside the method. Interlocked.Increment reads, adds and writes in one step, so that two clients
// that come at the same instant cannot both read the same old number.
int visitors = 0;

async Task VisitorNumber(Connection client, CancellationToken stop)
{
    var number = Interlocked.Increment(ref visitors);
    await client.SendLineAsync($"You are visitor {number}", stop);
}
