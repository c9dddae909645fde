// expect: asked again while that one is held: the fourth | all taken
Socket ListenOnFirstFree(int first, int last)
{
    for (var port = first; port < last; port++)
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
            socket.Dispose();
        }
    }

    throw new InvalidOperationException($"all taken: {first} to {last}");
}
