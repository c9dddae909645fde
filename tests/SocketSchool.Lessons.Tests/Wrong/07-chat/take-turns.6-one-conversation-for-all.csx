// expect: you leave when you have no line left | Grace: hello
var shared = new List<string>();
async Task<List<string>> TakeTurns(
    Connection peer, string myName, string[] myLines, CancellationToken stop)
{
    if (await peer.ReadLineAsync(stop) is not { } name) return shared;
    await peer.SendLineAsync(myName, stop);
    foreach (var mine in myLines.Append("Left chat room!"))
    {
        await peer.SendLineAsync(mine, stop);
        shared.Add($"{myName}: {mine}");
        if (mine == "Left chat room!") break;
        if (await peer.ReadLineAsync(stop) is not { } theirs) return shared;
        shared.Add($"{name}: {theirs}");
        if (theirs == "Left chat room!") break;
    }
    return shared;
}
