// expect: a question and its answer | your function had not returned
async Task<string> AskAsync(IPEndPoint server, string question)
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    await socket.ConnectAsync(server);
    await socket.SendAsync(Encoding.UTF8.GetBytes(question + "\n"));
    using var reader = new StreamReader(new NetworkStream(socket));
    return (await reader.ReadToEndAsync()).TrimEnd('\n');
}
