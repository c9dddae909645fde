async Task<string> Ask(IPEndPoint server, string question, TimeSpan patience, int attempts, CancellationToken stop)
{
    using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
    var buffer = new byte[65535];                               // a smaller one could cut an answer
    var anybody = new IPEndPoint(IPAddress.Any, 0);

    for (var number = 1; number <= attempts; number++)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience);                            // for the whole attempt, junk or not
        try
        {
            await socket.SendToAsync(Encoding.UTF8.GetBytes($"{number} {question}"), SocketFlags.None, server, limit.Token);
            while (true)
            {
                SocketReceiveFromResult got;
                try { got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, limit.Token); }
                catch (SocketException) { continue; }           // Windows says here that nobody listens: silence, so wait on

                var text = Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes);
                var prefix = $"{number} ";
                if (got.RemoteEndPoint.Equals(server) && text.StartsWith(prefix, StringComparison.Ordinal)) return text[prefix.Length..];
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // This attempt's time is up: ask again.
        }
    }

    return null;
}
