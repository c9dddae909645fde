// expect: you begin | both wait for ever
async Task<List<string>> TakeTurns(
    Connection peer, string myName, string[] myLines, CancellationToken stop)
{
    var conversation = new List<string>();
    if (await peer.ReadLineAsync(stop) is not { } name) return conversation;
    await peer.SendLineAsync(myName, stop);
    foreach (var mine in myLines.Append("Left chat room!"))
    {
        if (await peer.ReadLineAsync(stop) is not { } theirs) return conversation;
        conversation.Add($"{name}: {theirs}");
        if (theirs == "Left chat room!") return conversation;
        await peer.SendLineAsync(mine, stop);
        conversation.Add($"{myName}: {mine}");
    }
    return conversation;
}
