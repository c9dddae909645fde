using System.Text;

namespace SocketSchool;

/// <summary>The steps of <see cref="Check.ReadChunked"/>: each calls the learner's method on a connection of its own.</summary>
internal sealed class ChunkedSteps(
    CheckSession session, Func<Connection, CancellationToken, Task<byte[]>> read, Func<CancellationToken, Task<FedReader>> connect)
{
    /// <summary>A body that must be returned; the sender leaves the connection open.</summary>
    public Task Good(string name, string body, string content, string hint, bool byteByByte = false) => session.StepAsync(
        name,
        async stop =>
        {
            await using var fed = await connect(stop);
            var call = fed.CallAsync(read);
            // The time for an answer begins when all is sent; a method that gives up early, or takes nothing, does not hold up the report.
            await Task.WhenAny(FeedAsync(fed, Bytes(body), byteByByte), call, Task.Delay(TimeSpan.FromSeconds(5), stop));
            await ReturnsAsync(fed, call, content);
        },
        () => OnTheConnection(body) + (byteByByte ? ", one byte at a time" : ""),
        hint: hint);

    /// <summary>Two bodies in one piece, and a line behind them that must be left.</summary>
    public Task TwoBodies(string name, string first, string firstContent, string second, string secondContent, string hint) => session.StepAsync(
        name,
        async stop =>
        {
            await using var fed = await connect(stop);
            await fed.SendAsync(Bytes(first + second + "GET /next HTTP/1.1\r\n"));
            await ReturnsAsync(fed, fed.CallAsync(read), firstContent);
            await ReturnsAsync(fed, fed.CallAsync(read), secondContent, "the second call of your method");
            var left = await fed.NextLineAsync();
            if (left == "GET /next HTTP/1.1") return;
            throw new CheckFailure(
                "\"GET /next HTTP/1.1\\r\\n\" is left on the connection", left is null ? "nothing is left" : $"what is left begins with {Quoted(left)}");
        },
        () => OnTheConnection(first + second + "GET /next HTTP/1.1\r\n"),
        hint: hint);

    /// <summary>Something that is no chunked body.</summary>
    public Task Bad(string name, string body, string hint) => session.StepAsync(
        name + " is refused",
        async stop =>
        {
            await using var fed = await connect(stop);
            var call = fed.CallAsync(read);
            await fed.SendAsync(Bytes(body));
            var got = await fed.OutcomeAsync(call);
            if (got.Error is not FormatException) throw new CheckFailure("your method throws a FormatException", Describe(got));
        },
        () => OnTheConnection(body) + ", and it stays open",
        hint: hint);

    /// <summary>A body that is cut off by the end of the stream.</summary>
    public Task Cut(string where, string body, string hint) => session.StepAsync(
        $"the stream ends {where}",
        async stop =>
        {
            await using var fed = await connect(stop);
            var call = fed.CallAsync(read);
            if (body.Length > 0) await fed.SendAsync(Bytes(body));
            fed.End();
            var got = await fed.OutcomeAsync(call);
            if (got.Error is null) throw new CheckFailure("your method throws an exception: the body is not complete", Describe(got));
        },
        () => (body.Length > 0 ? OnTheConnection(body) + ", then" : "on the connection:") + " the end of the stream",
        hint: hint);

    /// <summary>Many calls under way, which get the rest of their bodies in the opposite order.</summary>
    public Task ManyAtOnce(string name, int count, string hint) => session.StepAsync(
        name,
        async stop =>
        {
            var all = new List<(FedReader Fed, Task<byte[]> Call)>();
            try
            {
                for (var i = 0; i < count; i++)
                {
                    var fed = await connect(stop);
                    all.Add((fed, fed.CallAsync(read)));
                    await fed.SendAsync(Bytes($"2\r\n{i}!\r\n"), wait: true);
                }

                for (var i = count - 1; i >= 0; i--)
                {
                    await all[i].Fed.SendAsync(Bytes("1\r\n.\r\n0\r\n\r\n"));
                    await ReturnsAsync(all[i].Fed, all[i].Call, $"{i}!.");
                }
            }
            finally
            {
                foreach (var (fed, _) in all) await fed.DisposeAsync();
            }
        },
        hint: hint);

    private static async Task ReturnsAsync(FedReader fed, Task<byte[]> call, string content, string who = "your method")
    {
        var got = await fed.OutcomeAsync(call);
        var expected = Bytes(content);
        if (got.Bytes is { } bytes && bytes.AsSpan().SequenceEqual(expected)) return;
        throw new CheckFailure($"{who} returns {Shown(expected)}", Describe(got));
    }

    private static async Task FeedAsync(FedReader fed, byte[] bytes, bool byteByByte)
    {
        try
        {
            if (!byteByByte) await fed.SendAsync(bytes);
            var taken = true;
            for (var i = 0; byteByByte && i < bytes.Length; i++) taken = await fed.SendAsync([bytes[i]], wait: taken);
        }
        catch (Exception e) when (e is IOException or TimeoutException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            // The step is over, or the method has closed its end: what became of the call says more than this does.
        }
    }

    private static string Describe((byte[]? Bytes, Exception? Error, bool Waits) got) =>
        got.Waits ? "it has not returned after 2 seconds: it waits for bytes that do not come"
        : got.Error is { } error ? $"{error.GetType().Name}: {error.Message}"
        : got.Bytes is { } bytes ? $"it returned {Shown(bytes)}"
        : "it returned null";

    private static string Shown(byte[] bytes) => bytes.Length == 0 ? "an empty array" : ByteText.Quote(bytes);

    private static string OnTheConnection(string body) => $"on the connection: {ByteText.Quote(Bytes(body))}";

    private static string Quoted(string line) => ByteText.Quote(Encoding.UTF8.GetBytes(line));

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
}
