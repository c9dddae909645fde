// expect: stop is cancelled | OperationCanceledException
async IAsyncEnumerable<string> LogLines(Socket socket, TimeProvider clock, [EnumeratorCancellation] CancellationToken stop)
{
    var buffer = new byte[65535];
    while (true)
    {
        SocketReceiveFromResult got = default;
        got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), stop);
        var now = clock.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var text = Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes);
        yield return $"{now} {got.RemoteEndPoint} {string.Concat(text.Select(c => char.IsControl(c) ? '?' : c))}";
    }
}
