// expect: the caller's stream ends | That is no line
async Task<List<string>> TakeTurns(
    Connection peer, string myName, string[] myLines, CancellationToken stop)
{
    var conversation = new List<string>();
    var name = await peer.ReadLineAsync(stop);
    await peer.SendLineAsync(myName, stop);
    foreach (var mine in myLines.Append("Left chat room!"))
    {
        await peer.SendLineAsync(mine, stop);
        conversation.Add($"{myName}: {mine}");
        if (mine == "Left chat room!") break;
        var theirs = await peer.ReadLineAsync(stop);
        conversation.Add($"{name}: {theirs}");
        if (theirs == "Left chat room!") break;
    }
    return conversation;
}
