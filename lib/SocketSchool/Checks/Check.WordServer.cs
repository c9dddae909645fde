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
        "while (await client.ReceiveExactlyAsync(4, stop) is { } header) { var length = BinaryPrimitives.ReadUInt32BigEndian(header); " +
            "if (length > 1000) return; ... reverse text.Split(' '), then send the length of the answer's bytes and the bytes. }",
    ];

    private static async Task WordServerSteps(TcpCheck check)
    {
        await check.StepAsync("one message", async probe =>
        {
            await probe.SendAsync(Words("hello world"));
            await probe.ExpectAsync(Words("world hello"));
        });
        await check.StepAsync("a second message on the same connection", async probe =>
        {
            await probe.SendAsync(Words("a b c"));
            await probe.ExpectAsync(Words("c b a"));
            await probe.SendAsync(Words("alone"));
            await probe.ExpectAsync(Words("alone"));
        });
        await check.StepAsync("letters of more than one byte", async probe =>
        {
            await probe.SendAsync(Words("crème brûlée"));
            await probe.ExpectAsync(Words("brûlée crème"));
        });
        await check.StepAsync("two messages in one write", async probe =>
        {
            await probe.SendAsync([.. Words("one two"), .. Words("three four")]);
            await probe.ExpectAsync([.. Words("two one"), .. Words("four three")]);
        });
        await check.StepAsync("one byte at a time", async probe =>
        {
            await probe.SendAsync([.. Words("drop by drop").Select(b => new[] { b })]);
            await probe.ExpectAsync(Words("drop by drop"));
        });
        await check.StepAsync("an empty message", async probe =>
        {
            await probe.SendAsync(Words(""));
            await probe.ExpectAsync(Words(""));
        });
        await check.StepAsync("a message of 1,000 bytes, the longest there is", async probe =>
        {
            var words = Enumerable.Range(100, LongestWords / 4 - 1).Select(number => $"{number:000}").Append("last").ToArray();
            var text = string.Join(' ', words);
            await probe.SendAsync(Words(text));
            await probe.ExpectAsync(Words(string.Join(' ', words.Reverse())));
        });
        await check.StepAsync("a half-close after the last message", async probe =>
        {
            await probe.SendAsync(Words("good bye"));
            probe.ShutdownSend();
            await probe.ExpectAsync(Words("bye good"));
            await probe.ExpectEndAsync();
        });
        await check.StepAsync("an end in the middle of a length", async probe =>
        {
            await probe.SendAsync([0, 0, 0]);
            probe.ShutdownSend();
            await probe.ExpectEndAsync();
        });
        await check.StepAsync("an end in the middle of a text", async probe =>
        {
            await probe.SendAsync([0, 0, 0, 9, .. "too sh"u8]);
            probe.ShutdownSend();
            await probe.ExpectEndAsync();
        });
        await RefusedAsync("a length of 1,001 bytes", [0, 0, 0x03, 0xE9]);
        await RefusedAsync("a length of 2 GB", [0x80, 0, 0, 0]);
        await RefusedAsync("a length of 4 GB", [0xFF, 0xFF, 0xFF, 0xFF]);
        await check.StepAsync("a good message and a hostile one in one write", async probe =>
        {
            await probe.SendAsync([.. Words("so far"), 0xFF, 0xFF, 0xFF, 0xFF, .. "garbage"u8]);
            await probe.ExpectAsync(Words("far so"));
            await probe.ExpectEndAsync();
        });
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
        });
    }

    private static byte[] Words(string text)
    {
        var message = new byte[4 + Encoding.UTF8.GetByteCount(text)];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length - 4);
        Encoding.UTF8.GetBytes(text, message.AsSpan(4));
        return message;
    }
}
