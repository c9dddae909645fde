using System.Buffers.Binary;
using System.Globalization;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_rfc868Hints =
    [
        "One receive gives what is there: 1, 2, 3 or 4 bytes, or 0 at the end. Which call of Connection goes on until it has them all?",
        "Network byte order is big-endian, and the number has no sign: BinaryPrimitives.ReadUInt32BigEndian. ReceiveExactlyAsync(4) gives null when not even one byte came.",
        "Below `0x8000_0000` the counter has started again:\n" +
            "long seconds = number < 0x8000_0000 ? number + 0x1_0000_0000L : number;\n" +
            "// and so many seconds after 1900-01-01T00:00:00Z",
    ];

    private static readonly DateTimeOffset s_rfc868Epoch = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Checks lesson 04's client of the time protocol (RFC 868): four bytes off a connection, as a point in time.</summary>
    /// <param name="readTime">
    /// Your function: an open connection in, the time out; an <see cref="EndOfStreamException"/> when the stream ends before the fourth byte.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> Rfc868(
        Func<Connection, CancellationToken, Task<DateTimeOffset>> readTime, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(readTime);
        return CheckSession.RunAsync("rfc-868", s_rfc868Hints, async session =>
        {
            // The RFC's own example and its neighbours, in the order of what is likely to go wrong.
            await ReadStepAsync(session, readTime, "1 May 1983, all four bytes at once", [0x9C, 0xBC, 0x44, 0x80], [4],
            hint: "The most significant byte comes first (BinaryPrimitives has BigEndian in the name), and the seconds are added to " +
            "1 January 1900, 00:00 UTC.");
            await ReadStepAsync(session, readTime, "the same, the first byte alone and three later", [0x9C, 0xBC, 0x44, 0x80], [1, 3],
            hint: "One receive may bring a single byte. ReceiveExactlyAsync(4) goes on until all four are there.");
            await ReadStepAsync(session, readTime, "1 January 1970, byte by byte", [0x83, 0xAA, 0x7E, 0x80], [1, 1, 1, 1],
            hint: "Two receives are not enough either: go on until you have four bytes, however many receives that takes.");
            await ReadStepAsync(
                session, readTime, "a server that does not close: four bytes are the whole answer", [0xEF, 0x01, 0x02, 0x03], [2, 2], stayOpen: true,
            hint: "Four bytes are the whole answer: return as soon as you have them, and do not wait for the end of the stream.");
            await ReadStepAsync(session, readTime, "the last second before the counter is full", [0xFF, 0xFF, 0xFF, 0xFF], [4],
            hint: "The number has no sign. Read as a signed number, FF FF FF FF is -1: use ReadUInt32BigEndian.");
            await ReadStepAsync(session, readTime, "one second later: 7 February 2036", [0, 0, 0, 0], [3, 1],
            hint: "0 does not mean 1900 here: below 0x80000000 the counter has started again, and 0x1_0000_0000 seconds have to be " +
            "added.");
            await ReadStepAsync(session, readTime, "the first second of the first round", [0x80, 0, 0, 0], [4],
            hint: "0x80000000 itself is the first second of the first round: nothing is added to it. Is your number unsigned?");
            await ReadStepAsync(session, readTime, "the last second of the second round", [0x7F, 0xFF, 0xFF, 0xFF], [4],
            hint: "All numbers below 0x80000000 belong to the second round. Add 0x1_0000_0000 as a long: a uint would start again " +
            "at 0.");
            for (var count = 3; count >= 0; count--) await EarlyEndStepAsync(session, readTime, count);
        }, cancellationToken);
    }

    private static Task ReadStepAsync(
        CheckSession session, Func<Connection, CancellationToken, Task<DateTimeOffset>> readTime, string name, byte[] bytes, int[] pieces,
        bool stayOpen = false, string? hint = null)
    {
        var number = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        var expected = s_rfc868Epoch.AddSeconds(number < 0x8000_0000 ? number + 0x1_0000_0000L : number);
        return session.StepAsync(name, async token =>
        {
            var got = await RunReaderAsync(readTime, bytes, pieces, stayOpen, token);
            if (got.Error is ConnectionTimeoutException e)
            {
                throw new CheckFailure(Iso(expected), "no time", $"{e.Message} The fourth byte was there long before.");
            }

            if (got.Error is not null) throw new CheckFailure(Iso(expected), $"{got.Error.GetType().Name}: {got.Error.Message}");
            if (got.Time.UtcDateTime != expected.UtcDateTime) throw new CheckFailure(Iso(expected), Iso(got.Time));
            if (got.Time.Offset != TimeSpan.Zero)
            {
                throw new CheckFailure(Iso(expected), Iso(got.Time), "The same instant, but not in UTC: give your 1900 an offset of TimeSpan.Zero.");
            }
        }, () => Pieces(bytes, pieces) + (stayOpen ? ", and stays open" : ", then closes"), hint: hint);
    }

    private static Task EarlyEndStepAsync(
        CheckSession session, Func<Connection, CancellationToken, Task<DateTimeOffset>> readTime, int count)
    {
        byte[] bytes = [.. new byte[] { 0xEE, 0x01, 0x02 }.Take(count)];
        var hint = count == 0
            ? "When not even one byte comes, ReceiveExactlyAsync gives null and throws nothing. Throw it yourself: " +
                "?? throw new EndOfStreamException(\"...\")."
            : "Half a number is not a time. A receive that gives 0 is the end of the stream: throw an EndOfStreamException. " +
                "ReceiveExactlyAsync(4) does so for you.";
        return session.StepAsync($"the stream ends after {Say.Count(count, "byte")}: an EndOfStreamException", async token =>
        {
            var got = await RunReaderAsync(readTime, bytes, count == 0 ? [] : [count], false, token);
            if (got.Error is EndOfStreamException) return;
            throw new CheckFailure(
                "an EndOfStreamException",
                got.Error is null ? $"the time {Iso(got.Time)}" : $"{got.Error.GetType().Name}: {got.Error.Message}");
        }, () => count == 0 ? "closes at once" : Pieces(bytes, [count]) + ", then closes", hint: hint);
    }

    /// <summary>Plays the server for one call of the learner's function; a piece leaves when the one before has been read.</summary>
    private static async Task<(DateTimeOffset Time, Exception? Error)> RunReaderAsync(
        Func<Connection, CancellationToken, Task<DateTimeOffset>> readTime, byte[] bytes, int[] pieces, bool stayOpen, CancellationToken token)
    {
        var reader = new TaskCompletionSource<Connection>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = TcpServer.Start(
            async (client, stop) =>
            {
                var learner = await reader.Task.WaitAsync(stop);
                var sent = 0;
                foreach (var piece in pieces)
                {
                    await client.SendAsync(bytes.AsMemory(sent, piece), stop);
                    sent += piece;
                    // A reader that stopped too early reads no more: the step has failed by then, and its end stops this wait.
                    while (learner.BytesReceived < sent) await Task.Delay(1, stop);
                }

                if (stayOpen) await Task.Delay(Timeout.Infinite, stop);
            },
            name: "the checker's clock",
            options: new ServerOptions { LingerTimeout = TimeSpan.FromMilliseconds(50), StopTimeout = TimeSpan.FromMilliseconds(500) });
        await using var connection = await Connection.ConnectAsync(
            server.EndPoint, new ConnectionOptions { ReceiveTimeout = TimeSpan.FromSeconds(2) }, cancellationToken: token);
        reader.SetResult(connection);
        try
        {
            // On a thread of its own: code that blocks must not block the check.
            return (await Task.Run(() => readTime(connection, token), token).WaitAsync(token), null);
        }
        catch (Exception e) when (e is not NotImplementedException && !token.IsCancellationRequested)
        {
            return (default, e);
        }
    }

    private static string Pieces(byte[] bytes, int[] pieces)
    {
        var texts = new List<string>();
        var from = 0;
        foreach (var piece in pieces)
        {
            texts.Add(ByteText.Hex(bytes.AsSpan(from, piece)));
            from += piece;
        }

        return "the server sends " + string.Join(" | ", texts);
    }

    private static string Iso(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
}
