// expect: cut in the middle of a letter | Read until the line end
async Task<string[]> AskAll(IPEndPoint server, string[] questions)
{
    var (answers, buffer) = (new List<string>(), new byte[1024]);
    using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    await socket.ConnectAsync(server);
    foreach (var question in questions)
    {
        await socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(question + "\n"));
        var got = await socket.ReceiveAsync(buffer);
        if (got == 0) throw new EndOfStreamException();
        answers.Add(System.Text.Encoding.UTF8.GetString(buffer, 0, got).TrimEnd('\n'));
    }

    return answers.ToArray();
}
