// expect: stop is cancelled | nothing within
async IAsyncEnumerable<string> LogLines(Socket socket, TimeProvider clock, [EnumeratorCancellation] CancellationToken stop)
{
    var buffer = new byte[65535];
    await Task.Yield();
    while (!stop.IsCancellationRequested)
    {
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        var count = socket.ReceiveFrom(buffer, ref from);
        var text = string.Concat(Encoding.UTF8.GetString(buffer, 0, count).Select(c => char.IsControl(c) ? '?' : c));
        yield return $"{clock.GetUtcNow():HH:mm:ss} {from} {text}";
    }
}
