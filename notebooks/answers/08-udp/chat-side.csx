async Task ChatSide(Socket socket, IPEndPoint peer,
    IAsyncEnumerable<string> typed, Action<string> show, CancellationToken stop)
{
    using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);

    async Task Hear()
    {
        var buffer = new byte[65535];       // no datagram is longer
        while (true)
        {
            try
            {
                var got = await socket.ReceiveFromAsync(
                    buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), over.Token);
                if (!got.RemoteEndPoint.Equals(peer)) continue;                 // a stranger
                var parts = Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes).Split(' ', 2);
                if (parts.Length == 2 && int.TryParse(parts[0], out var number)) show($"{number}. {parts[1]}");
            }
            catch (SocketException)
            {
                // The note about an earlier message that met a closed port (Windows): the other side may come back.
            }
        }
    }

    var hearing = Hear();                   // begins to receive, and is not awaited yet
    try
    {
        var sent = 0;
        await foreach (var line in typed.WithCancellation(stop))
        {
            sent++;
            await socket.SendToAsync(Encoding.UTF8.GetBytes($"{sent} {line}"), SocketFlags.None, peer, stop);
        }
    }
    finally
    {
        over.Cancel();                      // nobody types any more, so nobody need listen
    }

    try
    {
        await hearing;
    }
    catch (OperationCanceledException)
    {
        // As it was meant.
    }
}
