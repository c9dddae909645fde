using System.Buffers.Binary;
using System.Text;

namespace SocketSchool;

public static partial class Check
{
    private const int LongestWords = 1000;

    /// <summary>
    /// Checks the word server: a message is a length of 4 bytes (unsigned, most significant byte first) and that many bytes of UTF-8; the
    /// answer is a message with the same words in reverse order. More than 1,000 bytes, or a message cut short: the server closes.
    /// </summary>
    /// <param name="handler">Your code for one client.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> WordServer(
        Func<Connection, CancellationToken, Task> handler, CancellationToken cancellationToken = default) =>
        CheckSession.RunTcpAsync("word-server", handler, s_wordServerHints, WordServerSteps, cancellationToken);

    private static readonly string[] s_wordServerHints =
    [
        "First the 4 bytes of the length, all of them, then exactly that many bytes of text. What if the number makes no sense?",
        "client.ReceiveExactlyAsync(count, stop) gives exactly that many bytes, or null when the stream has ended. Read the length with " +
            "BinaryPrimitives.ReadUInt32BigEndian, compare it with 1,000 before you use it, and count your answer in bytes, not letters.",
        "Then reverse `text.Split(' ')`, and send the length of the answer's bytes and the bytes:\n" +
            "while (await client.ReceiveExactlyAsync(4, stop) is { } header)\n" +
            "{\n" +
            "    var length = BinaryPrimitives.ReadUInt32BigEndian(header);\n" +
            "    if (length > 1000) return;\n" +
            "    // ...\n" +
            "}",
    ];

    private static async Task WordServerSteps(TcpCheck check)
    {
        await check.StepAsync("one message", async probe =>
        {
            await probe.SendAsync(Words("hello world"));
            await probe.ExpectAsync(Words("world hello"));
        }, hint: "The bytes 00 00 00 0B must give the length 11. If your code makes 184,549,376 of them, it reads them in the " +
            "wrong order: BitConverter takes the order of this machine. Your answer begins with a length, too, in the same " +
            "order.");
        await check.StepAsync("a second message on the same connection", async probe =>
        {
            await probe.SendAsync(Words("a b c"));
            await probe.ExpectAsync(Words("c b a"));
            await probe.SendAsync(Words("alone"));
            await probe.ExpectAsync(Words("alone"));
        }, hint: "Many messages may come over one connection: your code needs a loop that ends with the stream.");
        await check.StepAsync("letters of more than one byte", async probe =>
        {
            await probe.SendAsync(Words("crème brûlée"));
            await probe.ExpectAsync(Words("brûlée crème"));
        }, hint: "The length counts bytes, not letters: make bytes of your answer first, and take their number.");
        await check.StepAsync("two messages in one write", async probe =>
        {
            await probe.SendAsync([.. Words("one two"), .. Words("three four")]);
            await probe.ExpectAsync([.. Words("two one"), .. Words("four three")]);
        }, hint: "Take the 4 bytes of the length, then exactly as many as it says. Whatever you take beyond that is the beginning " +
            "of the next message.");
        await check.StepAsync("one byte at a time", async probe =>
        {
            await probe.SendAsync([.. Words("drop by drop").Select(b => new[] { b })]);
            await probe.ExpectAsync(Words("drop by drop"));
        }, hint: "A receive may give one byte of the four. Go on until you have them all; ReceiveExactlyAsync does.");
        await check.StepAsync("an empty message", async probe =>
        {
            await probe.SendAsync(Words(""));
            await probe.ExpectAsync(Words(""));
        }, hint: "A length of 0 is a message, too. Its answer is 00 00 00 00.");
        await check.StepAsync("a message of 1,000 bytes, the longest there is", async probe =>
        {
            var words = Enumerable.Range(100, LongestWords / 4 - 1).Select(number => $"{number:000}").Append("last").ToArray();
            var text = string.Join(' ', words);
            await probe.SendAsync(Words(text));
            await probe.ExpectAsync(Words(string.Join(' ', words.Reverse())));
        }, hint: "1,000 bytes are allowed, 1,001 are not. Does your code hold them all?");
        await check.StepAsync("a half-close after the last message", async probe =>
        {
            await probe.SendAsync(Words("good bye"));
            probe.ShutdownSend();
            await probe.ExpectAsync(Words("bye good"));
            await ExpectGoodEndAsync(check, probe);
        }, hint: "ReceiveExactlyAsync gives null when the stream has ended between two messages. That is a good end, not an error: " +
            "return.");
        await check.StepAsync("an end in the middle of a length", async probe =>
        {
            await probe.SendAsync([0, 0, 0]);
            probe.ShutdownSend();
            await probe.ExpectEndAsync();
        }, hint: "Three bytes are not a length. When the stream ends there, close without an answer.");
        await check.StepAsync("an end in the middle of a text", async probe =>
        {
            await probe.SendAsync([0, 0, 0, 9, .. "too sh"u8]);
            probe.ShutdownSend();
            await probe.ExpectEndAsync();
        }, hint: "Did as many bytes come as the length promised? If the stream ended before, close without an answer.");
        await RefusedAsync("a length of 1,001 bytes", [0, 0, 0x03, 0xE9]);
        await RefusedAsync("a length of 2 GB", [0x80, 0, 0, 0]);
        await RefusedAsync("a length of 4 GB", [0xFF, 0xFF, 0xFF, 0xFF]);
        await check.StepAsync("a good message and a hostile one in one write", async probe =>
        {
            await probe.SendAsync([.. Words("so far"), 0xFF, 0xFF, 0xFF, 0xFF, .. "garbage"u8]);
            await probe.ExpectAsync(Words("far so"));
            await probe.ExpectEndAsync();
        }, hint: "The first message is good: answer it. Then look at the next length, and close without reading on.");
        await check.ManyAsync("20 clients at once, the last first", 20, async (i, probe) =>
        {
            await probe.SendAsync(Words($"client {i}"));
            await probe.ExpectAsync(Words($"{i} client"));
        });

        // Nothing follows the length: a server that waits for the text stays open, and that is the failure.
        Task RefusedAsync(string name, byte[] length) => check.StepAsync(name, async probe =>
        {
            var faults = check.Server.FaultCount;
            await probe.SendAsync(length);
            await probe.ExpectEndAsync();
            if (check.Server.FaultCount == faults) return;
            if (check.Server.Faults[^1].Exception is OverflowException or ArgumentException or OutOfMemoryException)
            {
                throw new CheckFailure(
                    "the end of the stream because your code refuses the length",
                    "the end of the stream because your code stumbled over it",
                    $"As a signed number this length is {BinaryPrimitives.ReadInt32BigEndian(length):N0}.");
            }
        },
            hint: "Look at the length before you receive the text, for none follows here. Read it as an unsigned number, and return when it is " +
            "above 1,000: returning closes the connection.");
    }

    private static byte[] Words(string text)
    {
        var message = new byte[4 + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length - 4);
        Encoding.UTF8.GetBytes(text, message.AsSpan(4));
        return message;
    }
}
