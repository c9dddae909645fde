// expect: three lines, each acknowledged | Nobody has acknowledged
async Task<int> SendAll(IPEndPoint to, string[] lines, TimeSpan patience, int attempts, CancellationToken stop)
{
    using var socket = new Socket(to.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
    for (var number = 1; number <= lines.Length; number++)
        await socket.SendToAsync(Encoding.UTF8.GetBytes($"{number} {lines[number - 1]}"), SocketFlags.None, to, stop);
    return lines.Length;
}
