// expect: in the last attempt | OperationCanceledException
async Task<int> SendAll(IPEndPoint to, string[] lines, TimeSpan patience, int attempts, CancellationToken stop)
{
    using var socket = new Socket(to.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
    var buffer = new byte[2048];
    var anybody = new IPEndPoint(IPAddress.Any, 0);

    async Task<bool> Attempt(int number)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience);                            // for the whole attempt, junk or not
        var bytes = Encoding.UTF8.GetBytes($"{number} {lines[number - 1]}");
        await socket.SendToAsync(bytes, SocketFlags.None, to, limit.Token);
        try
        {
            while (true)
            {
                var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, limit.Token);
                var text = Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes);
                if (got.RemoteEndPoint.Equals(to) && text == $"ack {number}") return true;
            }
        }
        catch (OperationCanceledException)
        {
            return false;                                       // silence: perhaps once more
        }
    }

    for (var number = 1; number <= lines.Length; number++)
    {
        var acknowledged = false;
        for (var attempt = 1; attempt <= attempts && !acknowledged; attempt++) acknowledged = await Attempt(number);
        if (!acknowledged) return number - 1;                   // the peer is gone
    }

    return lines.Length;
}
