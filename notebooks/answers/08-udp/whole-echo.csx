async Task WholeEcho(Socket socket, CancellationToken stop)
{
    var buffer = new byte[65535];                       // no datagram is longer
    var anybody = new IPEndPoint(IPAddress.Any, 0);
    while (true)                                        // not "while there is something": 0 bytes are a datagram, too
    {
        try
        {
            var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, stop);
            await socket.SendToAsync(buffer.AsMemory(0, got.ReceivedBytes), SocketFlags.None, got.RemoteEndPoint, stop);
        }
        catch (SocketException)
        {
            // The note about an earlier answer that met a closed port (Windows). The next client is not to suffer for it.
        }
    }
}
