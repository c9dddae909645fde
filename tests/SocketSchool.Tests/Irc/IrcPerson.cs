using System.Text.RegularExpressions;

namespace SocketSchool.Tests;

/// <summary>Somebody at a keyboard: sends raw lines, and reads on until a line comes that fits.</summary>
internal sealed class IrcPerson(PlainClient client) : IAsyncDisposable
{
    public PlainClient Client => client;

    public static async Task<IrcPerson> ConnectAsync(TcpServer server) => new(await PlainClient.ConnectAsync(server));

    /// <summary>Connects and registers, and returns when the message of the day is over.</summary>
    public static async Task<IrcPerson> JoinAsync(TcpServer server, string nick, params string[] channels)
    {
        var person = await ConnectAsync(server);
        await person.SayAsync($"NICK {nick}", $"USER {nick} 0 * :{nick} herself");
        await person.HearAsync(" (376|422) ");
        foreach (var channel in channels)
        {
            await person.SayAsync($"JOIN {channel}");
            await person.HearAsync($" 366 {nick} {Regex.Escape(channel)} ");
        }

        return person;
    }

    public Task SayAsync(params string[] lines) => client.SendAsync(string.Concat(lines.Select(line => line + "\r\n")));

    /// <summary>The first line that fits the pattern; fails when the stream ends before.</summary>
    public async Task<string> HearAsync(string pattern)
    {
        var heard = new List<string>();
        while (true)
        {
            var line = await client.ReadLineAsync();
            if (line.Length == 0) throw new InvalidOperationException($"It ended without /{pattern}/: {string.Join(" | ", heard)}");
            Assert.EndsWith("\r\n", line);
            if (Regex.IsMatch(line.TrimEnd(), pattern)) return line.TrimEnd();
            heard.Add(line.TrimEnd());
        }
    }

    /// <summary>Sends lines, and expects as the very next thing that comes back a line that fits.</summary>
    public async Task<string> AskAsync(string line, string pattern)
    {
        await SayAsync(line);
        var answer = (await client.ReadLineAsync()).TrimEnd();
        Assert.Matches(pattern, answer);
        return answer;
    }

    /// <summary>That nothing waits to be read: a PING is answered next.</summary>
    public Task HearNothingAsync() => AskAsync("PING :nothing-before-me", "^:irc.example PONG irc.example :nothing-before-me$");

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
