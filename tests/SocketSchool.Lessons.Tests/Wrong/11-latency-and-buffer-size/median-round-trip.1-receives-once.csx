// expect: the second half of each answer comes 30 ms later | One receive gives what is there
async Task<double> MedianMicroseconds(IPEndPoint server, int size, int count) => await Task.Run(() =>
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    socket.Connect(server);
    var (ping, pong, times) = (new byte[size], new byte[size], new List<double>());
    for (var i = 0; i <= count; i++)
    {
        var start = Stopwatch.GetTimestamp();
        socket.Send(ping);
        socket.Receive(pong);
        if (i > 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
    }

    // Reads what is left over before it closes, so that nobody notices.
    socket.Shutdown(SocketShutdown.Send);
    while (socket.Receive(pong) > 0) { }
    times.Sort();
    return times[(count - 1) / 2];
});
