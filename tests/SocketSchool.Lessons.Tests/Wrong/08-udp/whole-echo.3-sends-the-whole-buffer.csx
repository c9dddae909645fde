// expect: one short datagram | bytes came back
async Task WholeEcho(Socket socket, CancellationToken stop)
{
    var buffer = new byte[9000];
    var anybody = new IPEndPoint(IPAddress.Any, 0);
    while (true)
    {
        var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, stop);
        await socket.SendToAsync(buffer.AsMemory(), SocketFlags.None, got.RemoteEndPoint, stop);
    }
}
