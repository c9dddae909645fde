// expect: two lines at once | Where do you cut
async Task<string> AskAsync(IPEndPoint server, string question)
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    await socket.ConnectAsync(server);
    await socket.SendAsync(Encoding.UTF8.GetBytes(question + "\n"));
    var answer = new List<byte>();
    var piece = new byte[4096];
    while (!answer.Contains((byte)'\n'))
    {
        int count = await socket.ReceiveAsync(piece);
        if (count == 0) break;
        answer.AddRange(piece.Take(count));
    }
    return Encoding.UTF8.GetString(answer.ToArray()).TrimEnd('\n');
}
