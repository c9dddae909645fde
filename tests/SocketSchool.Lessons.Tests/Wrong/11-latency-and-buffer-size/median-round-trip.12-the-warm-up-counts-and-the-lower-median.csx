// expect: answer | Is the warm-up in your list
async Task<double> MedianMicroseconds(IPEndPoint server, int size, int count) => await Task.Run(() =>
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    socket.Connect(server);
    var (ping, pong, times) = (new byte[size], new byte[size], new List<double>());
    for (var i = 0; i <= count; i++)
    {
        var start = Stopwatch.GetTimestamp();
        socket.Send(ping);
        for (var have = 0; have < size;) have += socket.Receive(pong.AsSpan(have));
        times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
    }

    times.Sort();
    return times[(times.Count - 1) / 2];
});
