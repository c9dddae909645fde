using System.Net.Sockets;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_wholeEchoHints =
    [
        "What does not fit into your buffer is lost. How long can a datagram be, and so how long should the buffer be?",
        "ReceiveFromAsync tells two things: how many bytes of the buffer are the datagram, and who sent it. The answer needs both.",
        "The buffer has 65,535 bytes, and 0 bytes are a datagram like any other:\n" +
            "while (true)\n" +
            "{\n" +
            "    var got = await socket.ReceiveFromAsync(buffer, SocketFlags.None, anybody, stop);\n" +
            "    // send buffer[..got.ReceivedBytes] to got.RemoteEndPoint\n" +
            "}",
    ];

    private const string s_anotherAddress =
        "Nothing came back to this client. Is the answer gone to another address? Each one goes to the RemoteEndPoint of the very receive that brought the datagram.";

    /// <summary>Checks lesson 08's UDP echo: every datagram goes back to its sender, whole, until the token is cancelled.</summary>
    /// <param name="echo">Your code: a bound UDP socket, and the token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> WholeEcho(Func<Socket, CancellationToken, Task> echo, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(echo);
        return CheckSession.RunAsync("whole-echo", s_wholeEchoHints, session => WholeEchoSteps(session, echo), cancellationToken);
    }

    private static async Task WholeEchoSteps(CheckSession session, Func<Socket, CancellationToken, Task> echo)
    {
        using var code = new SocketCode(session, echo);
        await code.StepAsync("one short datagram", probe => EchoAsync(probe, "hello"u8.ToArray()),
            hint: "What comes in with ReceiveFromAsync goes out with SendToAsync, to the address that it came from.");
        await code.StepAsync("a shorter one after it, from another client", probe => EchoAsync(probe, "hi"u8.ToArray(), s_anotherAddress),
            hint: "Only the first ReceivedBytes of the buffer are this datagram. The rest is left over from an earlier one, or zeros.");
        await code.StepAsync("an empty datagram, then a full one", async probe =>
        {
            await EchoAsync(probe, []);
            await EchoAsync(probe, "after it"u8.ToArray());
        }, hint: "An empty datagram is a message of 0 bytes, not an end. Its answer is an empty datagram.");
        await code.StepAsync("bytes that are not text", probe => EchoAsync(probe, [0, 255, 192, 128, 10, 13, 0]),
            hint: "Send the bytes back as they are. Whoever makes text of them on the way changes what is not text.");
        await code.StepAsync("9,000 bytes", probe => EchoAsync(probe, Pattern(9000)),
            hint: "What does not fit into your buffer is lost. 65,535 bytes hold every datagram.");
        await code.StepAsync("two clients in turn", async probe =>
        {
            using var other = new UdpProbe(code.EndPoint, CancellationToken.None);
            await probe.SendAsync("from the first"u8.ToArray());
            await other.SendAsync("from the second"u8.ToArray());
            await ExpectAsync(probe, "from the first"u8.ToArray(), s_anotherAddress);
            await ExpectAsync(other, "from the second"u8.ToArray(), s_anotherAddress);
            await EchoAsync(probe, "the first again"u8.ToArray());
        }, hint: "Each answer goes to got.RemoteEndPoint: the sender of this very datagram. One connected socket cannot serve two.");
        await code.StepAsync("the largest datagram, 65,507 bytes (where the system sends it)", async probe =>
        {
            try
            {
                await probe.SendAsync(Pattern(65507));
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.MessageSize or SocketError.NoBufferSpaceAvailable)
            {
                // macOS stops at 9,216 unless it is told otherwise; then there is nothing to judge here.
                return;
            }

            await ExpectAsync(probe, Pattern(65507));
        }, hint: "What does not fit into your buffer is lost. 65,535 bytes hold every datagram.");
        await code.StopStepAsync("stop is cancelled: your method ends",
            "Give stop to ReceiveFromAsync and SendToAsync. The blocking calls (ReceiveFrom) and those without a token wait for ever.",
            "Your catch swallows the OperationCanceledException that stop causes, and the loop goes round and round. Catch SocketException only. (It still runs: restart the kernel when you have mended it.)");
    }

    private static async Task EchoAsync(UdpProbe probe, byte[] bytes, string? silent = null)
    {
        await probe.SendAsync(bytes);
        await ExpectAsync(probe, bytes, silent);
    }

    /// <param name="probe">Who expects it.</param>
    /// <param name="bytes">What it expects.</param>
    /// <param name="silent">The hint when nothing at all came.</param>
    private static async Task ExpectAsync(UdpProbe probe, byte[] bytes, string? silent = null)
    {
        var expected = bytes.Length == 0 ? "an empty datagram" : ByteText.Quote(bytes, 24);
        byte[] got;
        try
        {
            got = await probe.ReceiveAsync(expected);
        }
        catch (CheckFailure e) when (silent is not null)
        {
            throw e.WithHint(silent);
        }

        if (got.AsSpan().SequenceEqual(bytes)) return;
        var note = got.Length == bytes.Length ? "" : $"{Say.Count(got.Length, "byte")} came back, {Say.Count(bytes.Length, "byte")} were sent.";
        throw new CheckFailure(expected, got.Length == 0 ? "an empty datagram" : ByteText.Quote(got, 24), note);
    }

    private static byte[] Pattern(int length)
    {
        var bytes = new byte[length];
        for (var i = 0; i < length; i++) bytes[i] = (byte)(i * 7);
        return bytes;
    }
}
