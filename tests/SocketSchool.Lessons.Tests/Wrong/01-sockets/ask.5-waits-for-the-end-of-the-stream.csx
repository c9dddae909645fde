// expect: a question and its answer | Which byte says that the line is complete
async Task<string> AskAsync(IPEndPoint server, string question)
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    await socket.ConnectAsync(server);
    await socket.SendAsync(Encoding.UTF8.GetBytes(question + "\n"));
    using var reader = new StreamReader(new NetworkStream(socket));
    return (await reader.ReadToEndAsync()).TrimEnd('\n');
}
