// expect: FROM without a name | a FROM without a name
async Task Letterbox(Connection client, Action<string, string> deliver, CancellationToken stop)
{
    var from = "";                                          // "": waits for FROM
    while (await client.ReadLineAsync(stop) is { } line)
    {
        if (line.StartsWith("FROM "))
        {
            var name = line[4..].Trim();
            if (name != "") from = name;
            await client.SendLineAsync(name == "" ? "error: FROM needs a name" : "ok", stop);
        }
        else if (line == "TEXT" && from == "")
        {
            await client.SendLineAsync("error: FROM first", stop);
        }
        else if (line == "TEXT")
        {
            await client.SendLineAsync("send lines, then a dot", stop);
            var letter = new List<string>();
            // A state of its own: here no line is a command.
            while (true)
            {
                if (await client.ReadLineAsync(stop) is not { } text) return;   // half a letter is no letter
                if (text == ".") break;
                letter.Add(text.StartsWith('.') ? text[1..] : text);
            }
            deliver(from, string.Join("\n", letter));
            from = "";
            await client.SendLineAsync("delivered", stop);
        }
        else if (line == "QUIT")
        {
            await client.SendLineAsync("bye", stop);
            return;
        }
        else
        {
            await client.SendLineAsync("error: unknown command", stop);
        }
    }
}
