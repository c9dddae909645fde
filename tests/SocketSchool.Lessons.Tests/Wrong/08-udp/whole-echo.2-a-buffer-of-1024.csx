// expect: 9,000 bytes | 1,024 bytes came back
async Task WholeEcho(Socket socket, CancellationToken stop)
{
    var buffer = new byte[1024];
    var anybody = new IPEndPoint(IPAddress.Any, 0);
    while (true)
    {
        var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, stop);
        await socket.SendToAsync(buffer.AsMemory(0, got.ReceivedBytes), SocketFlags.None, got.RemoteEndPoint, stop);
    }
}
