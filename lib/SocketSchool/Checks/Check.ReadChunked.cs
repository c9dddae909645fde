using System.Globalization;
using System.Text;
using System.Threading.Channels;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_readChunkedHints =
    [
        "A loop: read the size line, read so many bytes, read the CR LF behind them. What ends it?",
        "The size is hexadecimal: 1a is 26. When it is 0, one more (empty) line follows, and then the body is over.",
        "Cut the size line at `;`, look at every character (`char.IsAsciiHexDigit`, 16 of them at most), and compare with what is left of the 1,000,000:\n" +
            "var line = await client.ReadLineAsync(stop) ?? throw new EndOfStreamException();\n" +
            "var size = Convert.ToUInt64(digits, 16);\n" +
            "// then ReceiveExactlyAsync, and a line that must be \"\"",
    ];

    /// <summary>Checks a reader of one chunked body (RFC 9112, section 7.1).</summary>
    /// <param name="read">
    /// Your code: reads one body from the connection and returns its content; what is no chunked body is a <see cref="FormatException"/>, and
    /// a stream that ends before the body does is an exception of any kind.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<CheckReport> ReadChunked(
        Func<Connection, CancellationToken, Task<byte[]>> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        var writers = Channel.CreateUnbounded<Connection>();
        await using var server = FedReader.StartServer(writers.Writer);
        return await CheckSession.RunAsync(
            "read-chunked",
            s_readChunkedHints,
            session => ReadChunkedSteps(new ChunkedSteps(session, read, token => FedReader.ConnectAsync(server, writers.Reader, token))),
            cancellationToken);
    }

    private static async Task ReadChunkedSteps(ChunkedSteps steps)
    {
        const string digits = "The size is hexadecimal digits and nothing else. Parsers such as int.Parse are kinder than HTTP is: look at the characters first.";
        const string large = "Look at the size before you read or reserve anything: all chunks together are at most 1,000,000 bytes.";
        const string overflow = " In an int, ffffffff is -1, and 5 + 7fffffff is negative as well: use a long or ulong, or ask whether size > 1_000_000 - what you have.";
        const string last = "After the chunk of size 0 comes an empty line and nothing else. Read it like those before, and look at it.";
        const string cut = "At the end of the stream ReadLineAsync and ReceiveExactlyAsync return null. That is no end of a body: throw.";

        await steps.Good("two chunks", "5\r\nhello\r\n8\r\n, world!\r\n0\r\n\r\n", "hello, world!", "Read the last CR LF as well as the others: the body ends after it.");
        await steps.Good("an empty body", "0\r\n\r\n", "", "The chunk of size 0 is the last. One CR LF follows it, and that is all.");
        await steps.Good("sizes are hexadecimal", "1A\r\nabcdefghijklmnopqrstuvwxyz\r\n0a\r\n0123456789\r\n00\r\n\r\n", "abcdefghijklmnopqrstuvwxyz0123456789", "1A is sixteen and ten. Convert.ToInt32(text, 16)");
        await steps.Good("line ends inside a chunk", "e\r\none\r\ntwo\r\n\r\n!!\r\n3\r\n0\r\n\r\n0\r\n\r\n", "one\r\ntwo\r\n\r\n!!0\r\n", "The content may hold line ends. Its size says where a chunk ends, nothing else.");
        await steps.Good("bytes that are not text", "4\r\n\xFF\xFE\0\x80\r\n0\r\n\r\n", "\xFF\xFE\0\x80", "The content is bytes. Do not make text of it.");
        await steps.Good("an extension", "5;sum=1;x\r\nhello\r\n0;last\r\n\r\n", "hello", "What follows a ; in the size line is not for you. Cut the line there.");
        await steps.TwoBodies(
            "two bodies on one connection", "3\r\none\r\n0\r\n\r\n", "one", "3\r\ntwo\r\n0\r\n\r\n", "two",
            "What follows the last CR LF is the next request. Take no byte more than the body has, and none less.");
        await steps.Good(
            "one byte at a time", "5;x\r\nhello\r\n2\r\n!\n\r\n0\r\n\r\n", "hello!\n",
            "A receive gives what is there. ReceiveExactlyAsync(count, stop) waits for all of a chunk.", byteByByte: true);
        var (stream, content) = (new StringBuilder(), new StringBuilder());
        for (var size = 1; content.Length < 200_000; size = (size * 3 % 9973) + 1)
        {
            var piece = new string((char)('a' + (size % 26)), size);
            stream.Append(CultureInfo.InvariantCulture, $"{size:x}\r\n{piece}\r\n");
            content.Append(piece);
        }

        await steps.Good("200,000 bytes in chunks of many sizes", stream + "0\r\n\r\n", content.ToString(), "Go on chunk by chunk until the one of size 0, however many there are.");
        await steps.Good(
            "exactly 1,000,000 bytes", $"5\r\nhello\r\nf423b\r\n{new string('m', 999_995)}\r\n0\r\n\r\n", "hello" + new string('m', 999_995),
            "1,000,000 bytes are allowed; one more is too many. f423b is 999,995.");
        await steps.Bad("a size of letters", "xyz\r\n", digits);
        await steps.Bad("no size", "\r\nhello\r\n0\r\n\r\n", digits + " And an empty line has none.");
        await steps.Bad("a size with 0x", "0x5\r\nhello\r\n0\r\n\r\n", digits);
        await steps.Bad("a size with a sign", "+5\r\nhello\r\n0\r\n\r\n", digits);
        await steps.Bad("a negative size", "-5\r\nhello\r\n0\r\n\r\n", digits);
        await steps.Bad("a size with a blank", "5 \r\nhello\r\n0\r\n\r\n", digits + " Do not trim.");
        await steps.Bad("a chunk that is longer than its size", "5\r\nhello!\r\n0\r\n\r\n", "After the bytes of a chunk comes CR LF and nothing else. Read it, and look at it.");
        await steps.Bad("a request where the last CR LF should be", "5\r\nhello\r\n0\r\nGET / HTTP/1.1\r\n\r\n", last);
        await steps.Bad("a chunk of 2 gigabytes", "7fffffff\r\n", large);
        await steps.Bad("a chunk of 1,000,001 bytes", "f4241\r\n", large);
        await steps.Bad("5 bytes and a chunk of 2 gigabytes", "5\r\nhello\r\n7fffffff\r\n", large + overflow);
        await steps.Bad("5 bytes and a chunk of 4 gigabytes", "5\r\nhello\r\nffffffff\r\n\r\n0\r\n\r\n", large + overflow);
        await steps.Bad("a size of 20 digits", "ffffffffffffffffffff\r\n", large + " A size with more digits than a long can hold is an OverflowException unless you look first.");
        await steps.Bad("chunks that add up to too much", "80000\r\n" + new string('a', 0x80000) + "\r\n80000\r\n", large);
        await steps.Cut("before the first size", "", cut);
        await steps.Cut("inside a chunk", "5\r\nhello\r\n5\r\nwor", cut);
        await steps.Cut("between two chunks", "5\r\nhello\r\n", cut);
        await steps.Cut("before the last CR LF", "5\r\nhello\r\n0\r\n", cut + " " + last);
        await steps.ManyAtOnce("10 connections at once, the last first", 10, "Ten calls run at once here. What one call reads must not lie where another one writes.");
    }
}
