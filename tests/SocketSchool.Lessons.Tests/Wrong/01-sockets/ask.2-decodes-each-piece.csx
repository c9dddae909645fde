// expect: the answer byte by byte | When do you turn bytes into text
async Task<string> AskAsync(IPEndPoint server, string question)
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    await socket.ConnectAsync(server);
    await socket.SendAsync(Encoding.UTF8.GetBytes(question + "\n"));
    var buffer = new byte[4096];
    var answer = "";
    while (!answer.Contains('\n'))
    {
        int count = await socket.ReceiveAsync(buffer);
        if (count == 0) break;
        answer += Encoding.UTF8.GetString(buffer, 0, count);
    }
    return answer.TrimEnd('\n');
}
