async IAsyncEnumerable<string> LogLines(Socket socket, TimeProvider clock, [EnumeratorCancellation] CancellationToken stop)
{
    var buffer = new byte[65535];
    var anybody = new IPEndPoint(IPAddress.Any, 0);
    while (true)
    {
        // The receive stands in a method of its own, because yield return must not stand in a try with a catch.
        var (ended, bytes, from) = await NextAsync();
        if (ended) yield break;

        var now = clock.GetUtcNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);     // after the receive
        var text = Encoding.UTF8.GetString(buffer, 0, bytes);
        var safe = string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));
        yield return $"{now} {from} {safe}";
    }

    async Task<(bool Ended, int Bytes, EndPoint From)> NextAsync()
    {
        try
        {
            var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, stop);
            return (false, got.ReceivedBytes, got.RemoteEndPoint);
        }
        catch (OperationCanceledException)
        {
            return (true, 0, anybody);
        }
    }
}
