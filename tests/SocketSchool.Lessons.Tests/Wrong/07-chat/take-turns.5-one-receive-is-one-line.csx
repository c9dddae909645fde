// expect: names are exchanged, the caller's first | one whole line
async Task<List<string>> TakeTurns(
    Connection peer, string myName, string[] myLines, CancellationToken stop)
{
    var conversation = new List<string>();
    var buffer = new byte[1024];
    async Task<string> Read()
    {
        var got = await peer.ReceiveAsync(buffer, stop);
        return Encoding.UTF8.GetString(buffer, 0, got).TrimEnd('\n');
    }
    var name = await Read();
    await peer.SendLineAsync(myName, stop);
    foreach (var mine in myLines.Append("Left chat room!"))
    {
        await peer.SendLineAsync(mine, stop);
        conversation.Add($"{myName}: {mine}");
        if (mine == "Left chat room!") break;
        var theirs = await Read();
        if (theirs == "") break;
        conversation.Add($"{name}: {theirs}");
        if (theirs == "Left chat room!") break;
    }
    return conversation;
}
