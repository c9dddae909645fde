// expect: no socket that failed to bind is left open | 1 socket left open
// only: linux (the check counts this process's sockets in /proc)
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
        }
    }

    throw new InvalidOperationException($"all ports from {first} to {last} are taken");
}
