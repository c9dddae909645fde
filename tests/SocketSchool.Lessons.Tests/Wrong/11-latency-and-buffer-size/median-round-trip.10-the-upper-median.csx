// expect: an even count | Of 4, nearest rank takes number 2
async Task<double> MedianMicroseconds(IPEndPoint server, int size, int count) => await Task.Run(() =>
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    socket.Connect(server);
    var ping = new byte[size];
    var pong = new byte[size];
    var times = new List<double>(count);
    for (var i = 0; i <= count; i++)
    {
        var start = Stopwatch.GetTimestamp();
        socket.Send(ping);
        for (var have = 0; have < size;)
        {
            var got = socket.Receive(pong.AsSpan(have));
            if (got == 0) throw new EndOfStreamException($"The server has closed after {have} of {size} bytes.");
            have += got;
        }

        // The first one, number 0, was the warm-up.
        if (i > 0) times.Add(Stopwatch.GetElapsedTime(start).TotalMicroseconds);
    }

    times.Sort();
    return times[count / 2];
});
