// expect: the server closes after two of three answers | never answered
async Task<string[]> AskAll(IPEndPoint server, string[] questions)
{
    var answers = new List<string>();
    await using var connection = await Connection.ConnectAsync(server);
    foreach (var question in questions)
    {
        await connection.SendLineAsync(question);
        if (await connection.ReadLineAsync() is { } answer) answers.Add(answer);
        else break;
    }

    return answers.ToArray();
}
