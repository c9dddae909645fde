async Task NumberedEcho(Connection client, CancellationToken stop)
{
    // Inside the method, so that each client has a count of its own.
    var number = 0;

    // ReadLineAsync waits for the line feed, not for the client's send, and decodes only when the line is whole.
    while (await client.ReadLineAsync(stop) is { } line)
    {
        number++;
        await client.SendLineAsync($"{number}: {line}", stop);
    }
}
