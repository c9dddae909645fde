async Task<List<string>> TakeTurns(
    Connection peer, string myName, string[] myLines, CancellationToken stop)
{
    const string left = "Left chat room!";
    var conversation = new List<string>();
    if (await peer.ReadLineAsync(stop) is not { } name) return conversation;
    await peer.SendLineAsync(myName, stop);
    for (var turn = 0; ; turn++)
    {
        var mine = turn < myLines.Length ? myLines[turn] : left;
        await peer.SendLineAsync(mine, stop);
        conversation.Add($"{myName}: {mine}");
        if (turn >= myLines.Length) return conversation;

        if (await peer.ReadLineAsync(stop) is not { } theirs) return conversation;     // hung up
        conversation.Add($"{name}: {theirs}");
        if (theirs == left) return conversation;
    }
}
