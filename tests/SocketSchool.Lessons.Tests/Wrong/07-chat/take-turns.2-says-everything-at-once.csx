// expect: one line a turn | more
async Task<List<string>> TakeTurns(
    Connection peer, string myName, string[] myLines, CancellationToken stop)
{
    var conversation = new List<string>();
    if (await peer.ReadLineAsync(stop) is not { } name) return conversation;
    await peer.SendLineAsync(myName, stop);
    foreach (var mine in myLines)
    {
        await peer.SendLineAsync(mine, stop);
        conversation.Add($"{myName}: {mine}");
    }
    while (await peer.ReadLineAsync(stop) is { } theirs) conversation.Add($"{name}: {theirs}");
    return conversation;
}
