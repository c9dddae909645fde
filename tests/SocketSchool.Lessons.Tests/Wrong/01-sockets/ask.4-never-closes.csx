// expect: a question and its answer | Which two words before
var kept = new List<Socket>();

async Task<string> AskAsync(IPEndPoint server, string question)
{
    var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    kept.Add(socket);
    await socket.ConnectAsync(server);
    await socket.SendAsync(Encoding.UTF8.GetBytes(question + "\n"));
    var reader = new StreamReader(new NetworkStream(socket));
    return await reader.ReadLineAsync() ?? "";
}
