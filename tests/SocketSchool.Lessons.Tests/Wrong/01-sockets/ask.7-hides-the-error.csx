// expect: nobody listens | cannot tell a failure from an answer
async Task<string> AskAsync(IPEndPoint server, string question)
{
    try
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server);
        await socket.SendAsync(Encoding.UTF8.GetBytes(question + "\n"));
        using var reader = new StreamReader(new NetworkStream(socket));
        return await reader.ReadLineAsync() ?? "";
    }
    catch (SocketException)
    {
        return "";
    }
}
