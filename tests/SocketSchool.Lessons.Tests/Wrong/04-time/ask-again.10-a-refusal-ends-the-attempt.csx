// expect: nobody listens on the port | null after
async Task<string> Ask(IPEndPoint server, string question, TimeSpan patience, int attempts, CancellationToken stop)
{
    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    socket.Connect(server);
    var buffer = new byte[65535];
    for (var number = 1; number <= attempts; number++)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience);
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes($"{number} {question}"), limit.Token);
            while (true)
            {
                var got = await socket.ReceiveAsync(buffer, limit.Token);
                var text = Encoding.UTF8.GetString(buffer, 0, got);
                if (text.StartsWith($"{number} ")) return text[$"{number} ".Length..];
            }
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
        }
        catch (SocketException)
        {
        }
    }

    return null;
}
