// expect: letters that need two bytes
async Task<string> AskAsync(IPEndPoint server, string question)
{
    using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
    await socket.ConnectAsync(server);
    await socket.SendAsync(Encoding.ASCII.GetBytes(question + "\n"));
    using var reader = new StreamReader(new NetworkStream(socket), Encoding.ASCII);
    return await reader.ReadLineAsync() ?? "";
}
