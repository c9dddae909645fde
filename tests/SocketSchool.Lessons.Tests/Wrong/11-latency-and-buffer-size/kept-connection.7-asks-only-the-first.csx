// expect: three questions | 3 lines at the server
async Task<string[]> AskAll(IPEndPoint server, string[] questions)
{
    if (questions.Length == 0) return [];
    await using var connection = await Connection.ConnectAsync(server);
    await connection.SendLineAsync(questions[0]);
    var first = await connection.ReadLineAsync() ?? throw new EndOfStreamException();
    return [first, .. questions.Skip(1).Select(question => question.ToUpperInvariant())];
}
