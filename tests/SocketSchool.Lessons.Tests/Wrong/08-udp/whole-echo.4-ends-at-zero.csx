// expect: an empty datagram | it returned
async Task WholeEcho(Socket socket, CancellationToken stop)
{
    var buffer = new byte[65535];
    var anybody = new IPEndPoint(IPAddress.Any, 0);
    while (true)
    {
        var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, stop);
        if (got.ReceivedBytes == 0) return;
        await socket.SendToAsync(buffer.AsMemory(0, got.ReceivedBytes), SocketFlags.None, got.RemoteEndPoint, stop);
    }
}
