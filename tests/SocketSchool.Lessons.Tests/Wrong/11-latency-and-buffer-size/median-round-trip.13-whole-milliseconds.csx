// expect: answer | Whole milliseconds only
async Task<double> MedianMicroseconds(IPEndPoint server, int size, int count) => await Task.Run(() =>
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    socket.Connect(server);
    var (ping, pong, times) = (new byte[size], new byte[size], new List<double>());
    for (var i = 0; i <= count; i++)
    {
        var watch = Stopwatch.StartNew();
        socket.Send(ping);
        for (var have = 0; have < size;) have += socket.Receive(pong.AsSpan(have));
        if (i > 0) times.Add(watch.ElapsedMilliseconds * 1000);
    }

    times.Sort();
    return times[(count - 1) / 2];
});
