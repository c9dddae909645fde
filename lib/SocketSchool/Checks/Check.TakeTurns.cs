using System.Collections.Concurrent;
using System.Net;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_takeTurnsHints =
    [
        "Write the order down first: read a name, send a name; then a loop of send one, read one.",
        "There are two ways for the caller to end it: the line \"Left chat room!\", which belongs to the conversation, and the end of the " +
            "stream (null), which does not.",
        "Return when you have left, and when what you read is null or the caller's leaving:\n" +
            "var name = await peer.ReadLineAsync(stop);\n" +
            "await peer.SendLineAsync(myName, stop);\n" +
            "for (var turn = 0; ; turn++)\n" +
            "{\n" +
            "    var mine = turn < myLines.Length ? myLines[turn] : \"Left chat room!\";\n" +
            "    // send it, return if it was the leaving; read one, return if that was the end\n" +
            "}",
    ];

    /// <summary>Checks lesson 07's conversation in turns, at the side that is called.</summary>
    /// <param name="takeTurns">Your method: the connection, your name, your lines, a token; and back the whole conversation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> TakeTurns(
        Func<Connection, string, string[], CancellationToken, Task<List<string>>> takeTurns, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(takeTurns);
        var desk = new TurnDesk(takeTurns);
        return CheckSession.RunTcpAsync(
            "take-turns", desk.RunAsync, s_takeTurnsHints, check => TakeTurnsStepsAsync(check, desk), cancellationToken);
    }

    private static async Task TakeTurnsStepsAsync(TcpCheck check, TurnDesk desk)
    {
        const string left = Talk.LeftNotice;
        desk.Lines = ["hello", "fine"];
        await check.StepAsync("names are exchanged, the caller's first", async probe =>
        {
            // It has read half of the caller's name, so what it was going to say without waiting has been said.
            await probe.SendAsync("A"u8.ToArray(), "da"u8.ToArray());
            ExpectSentSoFar(check, probe, "", "nothing until the caller has said its whole name");
            await probe.SendAsync("\n");
            await probe.ExpectAsync("Grace\n");
        }, hint: "Read one whole line, up to its line feed: the caller's name. Only then send myName as a line.");
        await check.StepAsync("you begin", async probe =>
        {
            await probe.SendAsync("Ada\n");
            await probe.ExpectAsync("Grace\nhello\n");
        }, hint: "The caller waits for your first line. If you wait for the caller's, both wait for ever.");
        await check.StepAsync("one line a turn", async probe =>
        {
            await probe.SendAsync("Ada\n");
            await probe.ExpectAsync("Grace\nhello\n");
            // It has read half of the caller's line, so what it was going to say without waiting has been said.
            await probe.SendAsync("how are"u8.ToArray(), " you?"u8.ToArray());
            ExpectSentSoFar(check, probe, "Grace\nhello\n", "nothing more until the caller has said a whole line");
            await probe.SendAsync("\n");
            await probe.ExpectAsync("fine\n");
        }, hint: "After each of your lines it is the caller's turn: read one line before you send the next.");
        await check.StepAsync("you leave when you have no line left", async probe =>
        {
            await probe.SendAsync("Ada\n");
            await probe.ExpectAsync("Grace\nhello\n");
            await probe.SendAsync("how are you?\n");
            await probe.ExpectAsync("fine\n");
            await probe.SendAsync("good\n");
            await probe.ExpectAsync(left + "\n");
            await probe.ExpectEndAsync();
            await desk.ExpectAsync(probe.LocalEndPoint,
                "Grace: hello", "Ada: how are you?", "Grace: fine", "Ada: good", $"Grace: {left}");
        }, hint: "Your turn and no line left: send \"Left chat room!\" and return the conversation, with that line in it.");
        await check.StepAsync("the caller leaves", async probe =>
        {
            await probe.SendAsync("Ada\n");
            await probe.ExpectAsync("Grace\nhello\n");
            await probe.SendAsync(left + "\n");
            await probe.ExpectEndAsync();
            await desk.ExpectAsync(probe.LocalEndPoint, "Grace: hello", $"Ada: {left}");
        }, hint: "When the caller sends \"Left chat room!\", note it and return. Nobody is there to hear another line.");
        await check.StepAsync("the caller's stream ends without a word", async probe =>
        {
            await probe.SendAsync("Ada\n");
            await probe.ExpectAsync("Grace\nhello\n");
            probe.ShutdownSend();
            await probe.ExpectEndAsync();
            await desk.ExpectAsync(probe.LocalEndPoint, "Grace: hello");
        }, hint: "ReadLineAsync gives null at the end of the stream. That is no line: just return.");
        await check.StepAsync("a caller who hangs up before the name", async probe =>
        {
            probe.ShutdownSend();
            await probe.ExpectEndAsync();
            await desk.ExpectAsync(probe.LocalEndPoint);
        }, hint: "Even the name may be null. Then there is no conversation: return the empty list.");
        await check.StepAsync("lines in pieces, and an empty one", async probe =>
        {
            await probe.SendAsync("Zo"u8.ToArray(), [0xC3], [0xAB, (byte)'\n']);
            await probe.ExpectAsync("Grace\nhello\n");
            await probe.SendAsync("\n");
            await probe.ExpectAsync("fine\n");
            await probe.SendAsync("na"u8.ToArray(), [0xC3], [0xAF, (byte)'v'], "e\n"u8.ToArray());
            await probe.ExpectAsync(left + "\n");
            await desk.ExpectAsync(probe.LocalEndPoint,
                "Grace: hello", "Zoë: ", "Grace: fine", "Zoë: naïve", $"Grace: {left}");
        }, hint: "A line ends with a line feed, not with a receive. And an empty line is a line.");
        await check.StepAsync("a line with blanks that only speaks of leaving", async probe =>
        {
            await probe.SendAsync("Ada\n");
            await probe.ExpectAsync("Grace\nhello\n");
            await probe.SendAsync($"  Bob said: {left} \n");
            await probe.ExpectAsync("fine\n");
            await probe.SendAsync("  oh  \n");
            await probe.ExpectAsync(left + "\n");
            await desk.ExpectAsync(probe.LocalEndPoint,
                "Grace: hello", $"Ada:   Bob said: {left} ", "Grace: fine", "Ada:   oh  ", $"Grace: {left}");
        }, hint: "Compare the whole line with ==, and keep each line as it came: no Contains, no Trim.");
        await check.ManyAsync("5 callers at once, each in a conversation of its own", 5, async (i, probe) =>
        {
            await probe.SendAsync($"caller {i}\n");
            await probe.ExpectAsync("Grace\nhello\n");
            await probe.SendAsync($"I am {i}\n{left}\n");
            await probe.ExpectAsync("fine\n");
            await probe.ExpectEndAsync();
            await desk.ExpectAsync(probe.LocalEndPoint,
                "Grace: hello", $"caller {i}: I am {i}", "Grace: fine", $"caller {i}: {left}");
        }, hint: "What belongs to one conversation is declared inside your method.");
    }

    private static void ExpectSentSoFar(TcpCheck check, Probe probe, string soFar, string expected)
    {
        var sent = check.Server.Connections.FirstOrDefault(open => open.Client.Equals(probe.LocalEndPoint))?.BytesSent ?? 0;
        if (sent > soFar.Length) throw new CheckFailure(expected, $"{Say.Count(sent - soFar.Length, "byte")}{(soFar.Length > 0 ? " more" : "")}");
    }

    /// <summary>Runs the learner's method for each caller and keeps what it returns.</summary>
    private sealed class TurnDesk(Func<Connection, string, string[], CancellationToken, Task<List<string>>> takeTurns)
    {
        private readonly ConcurrentDictionary<IPEndPoint, Task<List<string>>> _conversations = [];

        public string[] Lines { get; set; } = [];

        public Task RunAsync(Connection client, CancellationToken stop) =>
            _conversations[client.RemoteEndPoint] = takeTurns(client, "Grace", [.. Lines], stop);

        public async Task ExpectAsync(IPEndPoint caller, params string[] expected)
        {
            var conversation = _conversations[caller];
            List<string>? got;
            try
            {
                got = await conversation.WaitAsync(TimeSpan.FromSeconds(2));
            }
            catch (TimeoutException)
            {
                throw new CheckFailure("your method returns when one has left", "it goes on");
            }

            if (got is null || !expected.SequenceEqual(got)) throw new CheckFailure(Shown(expected), got is null ? "null" : Shown([.. got]));

            static string Shown(IReadOnlyList<string> lines) => lines.Count == 0 ? "an empty list" : string.Join(" | ", lines.Select(line => $"\"{Preview.Line(line)}\""));
        }
    }
}
