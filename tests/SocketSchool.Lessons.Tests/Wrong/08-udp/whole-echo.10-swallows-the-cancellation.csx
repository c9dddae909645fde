// expect: stop is cancelled | a catch went on
async Task WholeEcho(Socket socket, CancellationToken stop)
{
    var buffer = new byte[65535];
    var anybody = new IPEndPoint(IPAddress.Any, 0);
    while (true)
    {
        try
        {
            var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, stop);
            await socket.SendToAsync(buffer.AsMemory(0, got.ReceivedBytes), SocketFlags.None, got.RemoteEndPoint, stop);
        }
        catch (Exception)
        {
            await Task.Delay(50);       // a breath, then once more
        }
    }
}
