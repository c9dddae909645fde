// expect: one datagram, one line | nothing within
async IAsyncEnumerable<string> LogLines(Socket socket, TimeProvider clock, [EnumeratorCancellation] CancellationToken stop)
{
    var buffer = new byte[65535];
    var lines = new List<string>();
    try
    {
        while (true)
        {
            var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), stop);
            var text = Encoding.UTF8.GetString(buffer, 0, got.ReceivedBytes);
            lines.Add($"{clock.GetUtcNow():HH:mm:ss} {got.RemoteEndPoint} {text}");
        }
    }
    catch (OperationCanceledException)
    {
    }

    foreach (var line in lines) yield return line;
}
