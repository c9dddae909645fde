// expect: the fourth is told that the server is busy | welcome
async Task AtMostThree(Connection client, Func<Connection, CancellationToken, Task> serve, CancellationToken stop)
{
    await serve(client, stop);
}
