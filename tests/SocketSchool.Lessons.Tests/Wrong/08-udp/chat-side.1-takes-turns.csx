// expect: three more lines | no datagram
async Task ChatSide(Socket socket, IPEndPoint peer,
    IAsyncEnumerable<string> typed, Action<string> show, CancellationToken stop)
{
    var buffer = new byte[65535];
    var sent = 0;
    await foreach (var line in typed.WithCancellation(stop))
    {
        sent++;
        await socket.SendToAsync(Encoding.UTF8.GetBytes($"{sent} {line}"), SocketFlags.None, peer, stop);
        var got = await socket.ReceiveFromAsync(
            buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), stop);
        var parts = Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes).Split(' ', 2);
        show($"{parts[0]}. {parts[1]}");
    }
}
