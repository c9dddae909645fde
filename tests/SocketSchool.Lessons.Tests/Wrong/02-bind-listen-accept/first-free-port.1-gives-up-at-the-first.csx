// expect: the second of four ports is free | Address
Socket ListenOnFirstFree(int first, int last)
{
    var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    socket.Bind(new IPEndPoint(IPAddress.Loopback, first));
    socket.Listen();
    return socket;
}
