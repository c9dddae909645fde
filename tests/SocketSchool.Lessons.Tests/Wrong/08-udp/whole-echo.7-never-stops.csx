// expect: stop is cancelled | still running
async Task WholeEcho(Socket socket, CancellationToken stop)
{
    var buffer = new byte[65535];
    await Task.Yield();
    while (!stop.IsCancellationRequested)
    {
        EndPoint from = new IPEndPoint(IPAddress.Any, 0);
        var count = socket.ReceiveFrom(buffer, ref from);
        socket.SendTo(buffer.AsSpan(0, count), from);
    }
}
