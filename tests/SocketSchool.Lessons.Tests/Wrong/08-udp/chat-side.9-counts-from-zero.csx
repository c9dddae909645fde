// expect: what is typed is sent | 0 hello
async Task ChatSide(Socket socket, IPEndPoint peer,
    IAsyncEnumerable<string> typed, Action<string> show, CancellationToken stop)
{
    using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
    async Task Hear()
    {
        var buffer = new byte[65535];
        while (true)
        {
            var got = await socket.ReceiveFromAsync(
                buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), over.Token);
            if (!got.RemoteEndPoint.Equals(peer)) continue;
            var parts = Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes).Split(' ', 2);
            if (parts.Length < 2 || !int.TryParse(parts[0], out var number)) continue;
            show($"{number}. {parts[1]}");
        }
    }

    var hearing = Hear();                   // begins, and is not awaited yet
    var sent = 0;
    await foreach (var line in typed.WithCancellation(stop))
    {
        await socket.SendToAsync(Encoding.UTF8.GetBytes($"{sent++} {line}"), SocketFlags.None, peer, stop);
    }

    over.Cancel();                          // nobody types any more
    try { await hearing; }
    catch (OperationCanceledException) { }
}
