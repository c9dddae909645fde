// expect: one question | nothing after 3 s
async Task<string[]> AskAll(IPEndPoint server, string[] questions)
{
    var answers = new List<string>();
    await using var connection = await Connection.ConnectAsync(server);
    foreach (var question in questions)
    {
        await connection.SendTextAsync(question);
        answers.Add(await connection.ReadLineAsync() ?? throw new EndOfStreamException());
    }

    return answers.ToArray();
}
