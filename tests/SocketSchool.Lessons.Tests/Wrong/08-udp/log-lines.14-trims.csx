// expect: blanks at both ends
async IAsyncEnumerable<string> LogLines(Socket socket, TimeProvider clock, [EnumeratorCancellation] CancellationToken stop)
{
    var buffer = new byte[65535];
    var ended = false;
    while (true)
    {
        SocketReceiveFromResult got = default;
        try { got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), stop); }
        catch (OperationCanceledException) { ended = true; }
        if (ended) yield break;
        var now = clock.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var text = Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes).Trim();
        yield return $"{now} {got.RemoteEndPoint} {string.Concat(text.Select(c => char.IsControl(c) ? '?' : c))}";
    }
}
