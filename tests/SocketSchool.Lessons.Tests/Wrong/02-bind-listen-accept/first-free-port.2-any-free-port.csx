// expect: the second of four ports is free | port
Socket ListenOnFirstFree(int first, int last)
{
    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    socket.Listen();
    return socket;
}
