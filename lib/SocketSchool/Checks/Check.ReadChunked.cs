using System.Globalization;
using System.Text;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_readChunkedHints =
    [
        "A loop: read the size line, read so many bytes, read the CR LF behind them. What ends it?",
        "The size is hexadecimal: 1a is 26. When it is 0, one more (empty) line follows, and then the body is over.",
        "var line = await client.ReadLineAsync(stop); cut it at ';', look at every character (char.IsAsciiHexDigit), Convert.ToInt64(digits, 16), " +
            "compare with what is left of the 1,000,000, then ReceiveExactlyAsync, and a line that must be \"\".",
    ];

    /// <summary>Checks a reader of one chunked body (RFC 9112, section 7.1).</summary>
    /// <param name="read">
    /// Your code: reads one body from the connection and returns its content; what is no chunked body is a <see cref="FormatException"/>.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> ReadChunked(
        Func<Connection, CancellationToken, Task<byte[]>> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        return CheckSession.RunTcpAsync("read-chunked", ServeAsync, s_readChunkedHints, ReadChunkedSteps, cancellationToken);

        // One line, then a chunked body; answered with how many bytes it was and the bytes.
        async Task ServeAsync(Connection client, CancellationToken stop)
        {
            while (await client.ReadLineAsync(stop) is not null)
            {
                byte[] content;
                try
                {
                    content = await read(client, stop) ?? throw new InvalidOperationException("ReadChunked returned null.");
                }
                catch (FormatException)
                {
                    await client.SendTextAsync("refused\n", stop);
                    return;
                }

                byte[] answer = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{content.Length}:")), .. content, (byte)'\n'];
                await client.SendAsync(answer, stop);
            }
        }
    }

    private static async Task ReadChunkedSteps(TcpCheck check)
    {
        const string digits = "The size is hexadecimal digits and nothing else. Parsers such as int.Parse are kinder than HTTP is: look at the characters first.";
        const string large = "Look at the size before you read or reserve anything: all chunks together are at most 1,000,000 bytes.";

        await Good("two chunks", "5\r\nhello\r\n8\r\n, world!\r\n0\r\n\r\n", "hello, world!", "Read the last CR LF as well as the others: the body ends after it.");
        await Good("an empty body", "0\r\n\r\n", "", "The chunk of size 0 is the last. One CR LF follows it, and that is all.");
        await Good("sizes are hexadecimal", "1A\r\nabcdefghijklmnopqrstuvwxyz\r\n0a\r\n0123456789\r\n00\r\n\r\n", "abcdefghijklmnopqrstuvwxyz0123456789", "1A is sixteen and ten. Convert.ToInt32(text, 16)");
        await Good("line ends inside a chunk", "e\r\none\r\ntwo\r\n\r\n!!\r\n3\r\n0\r\n\r\n0\r\n\r\n", "one\r\ntwo\r\n\r\n!!0\r\n", "The content may hold line ends. Its size says where a chunk ends, nothing else.");
        await Good("bytes that are not text", "4\r\n\xFF\xFE\0\x80\r\n0\r\n\r\n", "\xFF\xFE\0\x80", "The content is bytes. Do not make text of it.");
        await Good("an extension", "5;sum=1;x\r\nhello\r\n0;last\r\n\r\n", "hello", "What follows a ; in the size line is not for you. Cut the line there.");
        await check.StepAsync("two bodies on one connection", async probe =>
        {
            await probe.SendAsync(Bytes("POST\r\n3\r\none\r\n0\r\n\r\nPOST\r\n3\r\ntwo\r\n0\r\n\r\n"));
            await probe.ExpectAsync("3:one\n");
            await probe.ExpectAsync("3:two\n");
        }, "What follows the last CR LF is the next request. Take no byte more than the body has, and none less.");
        await check.StepAsync("one byte at a time", async probe =>
        {
            await probe.SendByteByByteAsync("POST\r\n5;x\r\nhello\r\n2\r\n!\n\r\n0\r\n\r\n");
            await probe.ExpectAsync("7:hello!\n\n");
        }, "A receive gives what is there. ReceiveExactlyAsync(count, stop) waits for all of a chunk.");
        await check.StepAsync("200,000 bytes in chunks of many sizes", async probe =>
        {
            var (stream, content) = (new StringBuilder("POST\r\n"), new StringBuilder());
            for (var size = 1; content.Length < 200_000; size = (size * 3 % 9973) + 1)
            {
                var piece = new string((char)('a' + (size % 26)), size);
                stream.Append(CultureInfo.InvariantCulture, $"{size:x}\r\n{piece}\r\n");
                content.Append(piece);
            }

            await Task.WhenAll(
                probe.SendAsync(Bytes(stream + "0\r\n\r\n")), probe.ExpectAsync(Bytes($"{content.Length}:{content}\n")));
        });
        await Bad("a size of letters", "xyz\r\n", digits);
        await Bad("no size", "\r\nhello\r\n0\r\n\r\n", digits + " And an empty line has none.");
        await Bad("a size with 0x", "0x5\r\nhello\r\n0\r\n\r\n", digits);
        await Bad("a size with a sign", "+5\r\nhello\r\n0\r\n\r\n", digits);
        await Bad("a negative size", "-5\r\nhello\r\n0\r\n\r\n", digits);
        await Bad("a size with a blank", "5 \r\nhello\r\n0\r\n\r\n", digits + " Do not trim.");
        await Bad("a chunk that is longer than its size", "5\r\nhello!\r\n0\r\n\r\n", "After the bytes of a chunk comes CR LF and nothing else. Read it, and look at it.");
        await Bad("a chunk of 2 gigabytes", "7fffffff\r\n", large);
        await Bad("a size of 20 digits", "ffffffffffffffffffff\r\n", large + " A size with more digits than a long can hold is an OverflowException unless you look first.");
        await Bad("chunks that add up to too much", "80000\r\n" + new string('a', 0x80000) + "\r\n80000\r\n", large);
        await check.ManyAsync("10 clients at once, the last first", 10, async (i, probe) =>
        {
            await probe.SendAsync(Bytes($"POST\r\n2\r\n{i}!\r\n0\r\n\r\n"));
            await probe.ExpectAsync($"2:{i}!\n");
        });

        Task Good(string name, string body, string content, string hint) => check.StepAsync(name, async probe =>
        {
            await probe.SendAsync(Bytes("POST\r\n" + body));
            await probe.ExpectAsync(Bytes($"{content.Length}:{content}\n"));
        }, hint);

        Task Bad(string name, string body, string hint) => check.StepAsync(name + " is refused", async probe =>
        {
            await probe.SendAsync(Bytes("POST\r\n" + body));
            await probe.ExpectLineAsync(line => line == "refused", "a FormatException");
        }, hint);

        static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);
    }
}
