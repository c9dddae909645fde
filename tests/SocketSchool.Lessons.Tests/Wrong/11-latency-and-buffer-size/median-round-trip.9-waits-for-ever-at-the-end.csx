// expect: the server ends in the middle of an answer | Receive has returned 0 and your loop goes on
async Task<double> MedianMicroseconds(IPEndPoint server, int size, int count) => await Task.Run(() =>
{
    // A receive of 0 adds nothing, again and again.
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    socket.Connect(server);
    var (ping, pong, times) = (new byte[size], new byte[size], new List<double>());
    for (var i = 0; i <= count; i++)
    {
        var start = Stopwatch.GetTimestamp();
        socket.Send(ping);
        for (var have = 0; have < size;) have += socket.Receive(pong.AsSpan(have));
        if (i > 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
    }

    times.Sort();
    return times[(count - 1) / 2];
});
