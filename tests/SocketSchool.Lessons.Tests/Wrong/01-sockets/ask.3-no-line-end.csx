// expect: a question and its answer | What has to follow the text
async Task<string> AskAsync(IPEndPoint server, string question)
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    await socket.ConnectAsync(server);
    await socket.SendAsync(Encoding.UTF8.GetBytes(question));
    using var reader = new StreamReader(new NetworkStream(socket));
    return await reader.ReadLineAsync() ?? "";
}
