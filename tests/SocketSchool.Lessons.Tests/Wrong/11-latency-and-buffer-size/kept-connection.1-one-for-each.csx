// expect: three questions | 3 connections
async Task<string[]> AskAll(IPEndPoint server, string[] questions)
{
    var answers = new List<string>();
    foreach (var question in questions)
    {
        await using var connection = await Connection.ConnectAsync(server);
        await connection.SendLineAsync(question);
        answers.Add(await connection.ReadLineAsync() ?? throw new EndOfStreamException());
    }

    return answers.ToArray();
}
