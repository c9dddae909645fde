// expect: is lost | has not returned
async Task<int> SendAll(IPEndPoint to, string[] lines, TimeSpan patience, int attempts, CancellationToken stop)
{
    await Task.CompletedTask;
    using var socket = new Socket(to.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
    var buffer = new byte[2048];
    for (var number = 1; number <= lines.Length; number++)
    {
        socket.SendTo(Encoding.UTF8.GetBytes($"{number} {lines[number - 1]}"), to);
        while (Encoding.UTF8.GetString(buffer, 0, socket.Receive(buffer)) != $"ack {number}") { }
    }
    return lines.Length;
}
