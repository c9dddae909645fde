// expect: only speaks of leaving | no Trim
async Task<List<string>> TakeTurns(
    Connection peer, string myName, string[] myLines, CancellationToken stop)
{
    var conversation = new List<string>();
    if (await peer.ReadLineAsync(stop) is not { } name) return conversation;
    await peer.SendLineAsync(myName, stop);
    foreach (var mine in myLines.Append("Left chat room!"))
    {
        await peer.SendLineAsync(mine, stop);
        conversation.Add($"{myName}: {mine}");
        if (mine == "Left chat room!") break;
        if (await peer.ReadLineAsync(stop) is not { } theirs) break;
        theirs = theirs.Trim();
        conversation.Add($"{name}: {theirs}");
        if (theirs == "Left chat room!") break;
    }
    return conversation;
}
