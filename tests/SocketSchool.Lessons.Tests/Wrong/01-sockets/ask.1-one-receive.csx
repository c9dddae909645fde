// expect: the answer in five pieces | when is the line complete
async Task<string> AskAsync(IPEndPoint server, string question)
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    await socket.ConnectAsync(server);
    await socket.SendAsync(Encoding.UTF8.GetBytes(question + "\n"));
    var buffer = new byte[4096];
    int count = await socket.ReceiveAsync(buffer);
    return Encoding.UTF8.GetString(buffer, 0, count).TrimEnd('\n');
}
