Socket ListenOnFirstFree(int first, int last)
{
    for (var port = first; port <= last; port++)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            socket.Listen();
            return socket;
        }
        catch (SocketException)
        {
            // Taken. This socket is of no use any more, but it is still open.
            socket.Dispose();
        }
    }

    throw new InvalidOperationException($"All ports from {first} to {last} are taken.");
}
