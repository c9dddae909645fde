// expect: the server ends in the middle of an answer | nothing was measured
async Task<double> MedianMicroseconds(IPEndPoint server, int size, int count) => await Task.Run(() =>
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    socket.Connect(server);
    var (ping, pong, times) = (new byte[size], new byte[size], new List<double>());
    for (var i = 0; i <= count; i++)
    {
        var start = Stopwatch.GetTimestamp();
        socket.Send(ping);
        int have = 0, got;
        while (have < size && (got = socket.Receive(pong.AsSpan(have))) > 0) have += got;
        if (have < size) break;
        if (i > 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
    }

    times.Sort();
    return times[(times.Count - 1) / 2];
});
