// expect: a shorter one after it | no datagram
async Task WholeEcho(Socket socket, CancellationToken stop)
{
    var buffer = new byte[65535];
    var anybody = new IPEndPoint(IPAddress.Any, 0);
    EndPoint client = null!;
    while (true)
    {
        var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, stop);
        client ??= got.RemoteEndPoint;
        await socket.SendToAsync(buffer.AsMemory(0, got.ReceivedBytes), SocketFlags.None, client, stop);
    }
}
