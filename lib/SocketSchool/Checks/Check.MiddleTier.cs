using System.Collections.Concurrent;
using System.Globalization;
using System.Net;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_middleTierHints =
    [
        "Your code is a server for the client and a client of the data server. Write down who sends what to whom, four lines in all.",
        "Take the order apart first: the number stands before the first blank, the item after it. Then connect to data, send the item as a " +
            "line, read one line, and close that connection (using).",
        "The half that asks the data server:\n" +
            "using var store = await Connection.ConnectAsync(data, cancellationToken: stop);\n" +
            "await store.SendLineAsync(item, stop);\n" +
            "var known = int.TryParse(await store.ReadLineAsync(stop), out var price);",
    ];

    /// <summary>
    /// Checks lesson 00's middle tier: a server that takes an order (<c>2 tea</c>), asks a data server for the price of one and answers
    /// with the price of all.
    /// </summary>
    /// <param name="handler">Your code for one client; its second parameter is the address of the data server.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<CheckReport> MiddleTier(
        Func<Connection, IPEndPoint, CancellationToken, Task> handler, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        await using var store = new PriceStore();
        return await CheckSession.RunTcpAsync(
            "middle-tier", (client, stop) => handler(client, store.EndPoint, stop), s_middleTierHints,
            check => MiddleTierSteps(check, store), cancellationToken);
    }

    private static async Task MiddleTierSteps(TcpCheck check, PriceStore store)
    {
        store.Prices["tea"] = 240;
        store.Prices["hot chocolate"] = 395;
        await check.StepAsync("one tea", probe => OrderAsync(check, probe, "1 tea", "1 tea: 240"),
            "Ask the data server for tea, and send the client a line like in the sample. Then let your method end.");
        await check.StepAsync("three teas", probe => OrderAsync(check, probe, "3 tea", "3 tea: 720"),
            "The data server knows the price of one. Times the number is your part: that is what the middle tier is for.");
        store.Prices["tea"] = 265;
        await check.StepAsync("the price of tea has changed", probe => OrderAsync(check, probe, "2 tea", "2 tea: 530"),
            "Prices belong to the data tier. Ask it anew for each order, and keep none of your own.");
        await check.StepAsync("an item of two words", probe => OrderAsync(check, probe, "2 hot chocolate", "2 hot chocolate: 790"),
            "The item is all that follows the first blank: line.Split(' ', 2) gives two parts, however many blanks there are.");
        await check.StepAsync("milk, which nobody sells", probe => OrderAsync(check, probe, "1 milk", "no milk here"),
            "The data server answers \"unknown\", which is no number: int.TryParse says so, and then your answer is another one.");
        await check.StepAsync("each question was one line, and its connection is closed", async _ =>
        {
            store.ExpectQuestions("tea", "tea", "tea", "hot chocolate", "milk");
            await store.ExpectAllClosedAsync();
        }, "A connection that nobody closes stays open until the program ends: using var store = await Connection.ConnectAsync(...).");
        foreach (var line in new[] { "tea", "two tea", "" })
        {
            await check.StepAsync($"an order that is none: \"{line}\"", probe => OrderAsync(check, probe, line, "say it like this: 2 tea"),
                "Whatever a client sends, it gets an answer, and int.Parse would throw here. int.TryParse(text, out var number) does not.");
        }

        await check.StepAsync("a client that leaves without an order", async probe =>
        {
            probe.ShutdownSend();
            await ExpectGoodEndAsync(check, probe);
        }, "ReadLineAsync gives null when the client has left. Then there is nobody to answer: return.");
        await check.ManyAsync("10 clients at once", 10, (i, probe) => OrderAsync(check, probe, $"{i + 1} tea", $"{i + 1} tea: {(i + 1) * 265}"),
            OneForAllHint);
        await store.CloseAsync();
        await check.StepAsync("the data server is down", probe => OrderAsync(check, probe, "1 tea", "closed"),
            "ConnectAsync throws a SocketException when nobody listens there. Catch it, and tell the client: closed.");
    }

    private static async Task OrderAsync(TcpCheck check, Probe probe, string order, string answer)
    {
        await probe.SendAsync(order + "\n");
        await probe.ExpectLineAsync(answer);
        await ExpectGoodEndAsync(check, probe);
    }

    /// <summary>The data tier: knows what one piece costs, and remembers what it was asked.</summary>
    private sealed class PriceStore : IAsyncDisposable
    {
        private readonly ConcurrentQueue<string> _questions = [];
        private readonly TcpServer _server;

        public PriceStore()
        {
            _server = TcpServer.Start(AnswerAsync, name: "the check's data tier", options: new ServerOptions
            {
                LingerTimeout = TimeSpan.FromMilliseconds(200),
                StopTimeout = TimeSpan.FromMilliseconds(500),
            });
            EndPoint = _server.EndPoint;
        }

        public IPEndPoint EndPoint { get; }

        public ConcurrentDictionary<string, int> Prices { get; } = [];

        public void ExpectQuestions(params string[] expected)
        {
            if (_questions.SequenceEqual(expected)) return;
            throw new CheckFailure(
                $"the data server was asked for {string.Join(", ", expected)}", $"it was asked for {string.Join(", ", _questions)}");
        }

        public async Task ExpectAllClosedAsync()
        {
            // The learner's code has ended by now; its closes are on their way for a moment.
            for (var i = 0; i < 1000 && _server.Connections.Count > 0; i++) await Task.Delay(1);
            if (_server.Connections.Count == 0) return;
            throw new CheckFailure(
                "no connection to the data server is left open", $"{Say.Count(_server.Connections.Count, "connection")} still open");
        }

        public Task CloseAsync() => _server.StopAsync();

        public ValueTask DisposeAsync() => _server.DisposeAsync();

        // Goes on until the client closes, so that one which forgets to is seen.
        private async Task AnswerAsync(Connection client, CancellationToken stop)
        {
            while (await client.ReadLineAsync(stop) is { } item)
            {
                _questions.Enqueue(item);
                var known = Prices.TryGetValue(item, out var price);
                await client.SendLineAsync(known ? price.ToString(CultureInfo.InvariantCulture) : "unknown", stop);
            }
        }
    }
}
