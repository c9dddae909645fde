// expect: is lost
async Task<int> SendAll(IPEndPoint to, string[] lines, TimeSpan patience, int attempts, CancellationToken stop)
{
    using var socket = new Socket(to.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
    var buffer = new byte[2048];
    var number = 0;
    for (var i = 0; i < lines.Length; i++)
    {
        var acknowledged = false;
        for (var attempt = 1; attempt <= attempts && !acknowledged; attempt++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
            limit.CancelAfter(patience);
            try
            {
                await socket.SendToAsync(Encoding.UTF8.GetBytes($"{++number} {lines[i]}"), SocketFlags.None, to, limit.Token);
                while (!acknowledged)
                {
                    var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), limit.Token);
                    acknowledged = Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes) == $"ack {number}";
                }
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
            }
        }
        if (!acknowledged) return i;
    }
    return lines.Length;
}
