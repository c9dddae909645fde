// expect: the send takes its time | Read the clock before it
// only: linux
async Task<double> MedianMicroseconds(IPEndPoint server, int size, int count) => await Task.Run(() =>
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    socket.Connect(server);
    var ping = new byte[size];
    var pong = new byte[size];
    var times = new List<double>(count);
    for (var i = 0; i <= count; i++)
    {
        socket.Send(ping);
        var start = Stopwatch.GetTimestamp();
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
    return times[(count - 1) / 2];                  // rank count / 2, rounded up, counted from 0
});
