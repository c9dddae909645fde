// expect: bytes that are not text
async Task WholeEcho(Socket socket, CancellationToken stop)
{
    var buffer = new byte[65535];
    while (true)
    {
        var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), stop);
        var text = Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes);
        await socket.SendToAsync(Encoding.UTF8.GetBytes(text), SocketFlags.None, got.RemoteEndPoint, stop);
    }
}
