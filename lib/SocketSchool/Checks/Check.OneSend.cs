namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_oneSendHints =
    [
        "How often does your code call Write or WriteAsync for one request? Each call is a send.",
        "Put both parts behind one another in one array (or in a MemoryStream), and write that.",
        "Both parts in one array:\n" +
            "byte[] request = [.. header, .. body];\n" +
            "await stream.WriteAsync(request);",
    ];

    /// <summary>
    /// Checks lesson 11's cure for the 40 ms: header and body leave in one send, whole and in order, however long the body is. The stream
    /// it writes to counts the writes, so no clock is needed.
    /// </summary>
    /// <param name="send">Your code: the stream, the header, the body. It leaves the stream open and both arrays as they are.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> OneSend(Func<Stream, byte[], byte[], Task> send, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(send);
        return CheckSession.RunAsync("one-send", s_oneSendHints, session => OneSendSteps(session, send), cancellationToken);
    }

    private static async Task OneSendSteps(CheckSession session, Func<Stream, byte[], byte[], Task> send)
    {
        await Step("a header of 16 bytes and a body of 64", [(16, 64)]);
        await Step("three requests over one connection", [(16, 64), (8, 5), (16, 64)],
            "The connection is the caller's: the next request needs it. A BufferedStream or a StreamWriter closes what is inside when it is disposed.");
        await Step("a request without a body", [(16, 0)], "No body is no bytes, and still one send: the header.");
        await Step("a body of 20,000 bytes", [(16, 20_000)],
            "A BufferedStream holds 4,096 bytes unless you ask for more. Take as much room as header and body need.");
        await Step("a body of 1,000,000 bytes", [(16, 1_000_000)], "Room for header.Length + body.Length bytes, whatever they are.");
        await Step("a send that takes its time", [(16, 64), (16, 64)], "Await the write. Until it has finished, the bytes must stay as they are.", slow: true);

        Task Step(string name, (int Header, int Body)[] requests, string? hint = null, bool slow = false) => session.StepAsync(
            name,
            async stop =>
            {
                var stream = new SendRecorder(slow ? TimeSpan.FromMilliseconds(5) : TimeSpan.Zero);
                foreach (var (number, (header, body)) in requests.Index())
                {
                    var before = stream.Sends.Count;
                    var (first, second) = (Bytes(header, number), Bytes(body, number + 100));
                    await Task.Run(() => send(stream, first, second), stop).WaitAsync(stop);
                    Verify(stream, before, header, body, number);
                }
            },
            () => string.Join("; ", requests.Select(one => $"header of {Say.Count(one.Header, "byte")}, body of {Say.Count(one.Body, "byte")}")),
            hint: hint);

        static byte[] Bytes(int count, int seed)
        {
            var bytes = new byte[count];
            new Random(seed).NextBytes(bytes);
            return bytes;
        }

        static void Verify(SendRecorder stream, int before, int header, int body, int number)
        {
            if (stream.IsBusy)
            {
                throw new CheckFailure("your method returns when its send has finished", "it returned while the send was under way", "",
                    "Write `await` before WriteAsync.");
            }

            byte[] wanted = [.. Bytes(header, number), .. Bytes(body, number + 100)];
            byte[][] sends = [.. stream.Sends.Skip(before)];
            byte[] all = [.. sends.SelectMany(bytes => bytes)];
            if (!all.AsSpan().SequenceEqual(wanted))
            {
                throw new CheckFailure(
                    $"{Say.Count(wanted.Length, "byte")}, the header first: {ByteText.Quote(wanted, 24)}",
                    $"{Say.Count(all.Length, "byte")}: {ByteText.Quote(all, 24)}",
                    all.Length == 0 ? "Nothing has left." : all.Length < wanted.Length ? $"{Say.Count(wanted.Length - all.Length, "byte")} did not leave." : "",
                    all.Length < wanted.Length ? "What gathers bytes has to be emptied at the end: FlushAsync, or write the array that you have made." : null);
            }

            if (stream.IsClosed) throw new CheckFailure("the stream still open", "your method has closed it");
            if (sends.Length == 1) return;
            throw new CheckFailure("1 send", $"{Say.Count(sends.Length, "send")}: of {string.Join(", ", sends.Take(8).Select(bytes => Say.Number(bytes.Length)))} bytes",
                "The bytes are right. But the second send would wait for an acknowledgement of the first.");
        }
    }
}
