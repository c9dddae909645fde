// expect: a question and its answer | "ping" and no line end
async Task<string> AskAsync(IPEndPoint server, string question)
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    await socket.ConnectAsync(server);
    await socket.SendAsync(Encoding.UTF8.GetBytes(question));
    using var reader = new StreamReader(new NetworkStream(socket));
    return await reader.ReadLineAsync() ?? "";
}
