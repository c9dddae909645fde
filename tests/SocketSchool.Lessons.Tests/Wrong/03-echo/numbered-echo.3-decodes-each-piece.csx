// expect: a character over two reads | 3: \ufffd\ufffd\n
async Task NumberedEcho(Connection client, CancellationToken stop)
{
    var number = 0;
    var text = "";
    var buffer = new byte[1024];
    int got;
    while ((got = await client.ReceiveAsync(buffer, stop)) > 0)
    {
        text += Encoding.UTF8.GetString(buffer, 0, got);
        int end;
        while ((end = text.IndexOf('\n')) >= 0)
        {
            number++;
            await client.SendLineAsync($"{number}: {text[..end].TrimEnd('\r')}", stop);
            text = text[(end + 1)..];
        }
    }
}
