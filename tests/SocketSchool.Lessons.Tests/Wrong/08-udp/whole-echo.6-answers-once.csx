// expect: a shorter one after it | it returned
async Task WholeEcho(Socket socket, CancellationToken stop)
{
    var buffer = new byte[65535];
    var anybody = new IPEndPoint(IPAddress.Any, 0);
    {
        var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, stop);
        await socket.SendToAsync(buffer.AsMemory(0, got.ReceivedBytes), SocketFlags.None, got.RemoteEndPoint, stop);
    }
}
