// expect: the second half of each answer comes 30 ms later | use one for all messages
async Task<double> MedianMicroseconds(IPEndPoint server, int size, int count) => await Task.Run(() =>
{
    var (ping, pong, times) = (new byte[size], new byte[size], new List<double>());
    for (var i = 0; i <= count; i++)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ReceiveTimeout = 5000 };
        socket.Connect(server);
        var start = Stopwatch.GetTimestamp();
        socket.Send(ping);
        for (var have = 0; have < size;) have += socket.Receive(pong.AsSpan(have));
        if (i > 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
    }

    times.Sort();
    return times[(count - 1) / 2];
});
