// expect: junk before the answer | 10 begins with 1
async Task<string> Ask(IPEndPoint server, string question, TimeSpan patience, int attempts, CancellationToken stop)
{
    using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    var buffer = new byte[65535];
    for (var number = 1; number <= attempts; number++)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience);
        try
        {
            await socket.SendToAsync(Encoding.UTF8.GetBytes($"{number} {question}"), SocketFlags.None, server, limit.Token);
            while (true)
            {
                var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), limit.Token);
                var text = Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes);
                if (got.RemoteEndPoint.Equals(server) && text.StartsWith($"{number}")) return text[$"{number} ".Length..];
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
