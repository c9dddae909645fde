async Task<string> AskAsync(IPEndPoint server, string question)
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    await socket.ConnectAsync(server);
    await socket.SendAsync(Encoding.UTF8.GetBytes(question + "\n"));

    // Bytes are collected, and decoded once at the end: a letter may be torn in two by any receive.
    var answer = new List<byte>();
    var piece = new byte[4096];
    while (!answer.Contains((byte)'\n'))
    {
        int count = await socket.ReceiveAsync(piece);
        if (count == 0) break;                      // the server sends no more: that is an end, too
        answer.AddRange(piece.Take(count));
    }

    int end = answer.IndexOf((byte)'\n');
    return Encoding.UTF8.GetString(answer.ToArray(), 0, end < 0 ? answer.Count : end);
}
