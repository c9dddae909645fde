namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_fullBuffersHints =
    [
        "After a receive, how much of your buffer is in use, and how much is still free? Offer the next receive only the free part.",
        "When nothing is free, send the buffer and begin at its front again. When a receive gives 0, something may still be in it.",
        "With `size` bytes in the buffer and `have` of them in use:\n" +
            "while (true)\n" +
            "{\n" +
            "    var got = await receive(buffer.AsMemory(have));\n" +
            "    receives++;\n" +
            "    if (got == 0) break;\n" +
            "    have += got;\n" +
            "    if (have == size) { await send(buffer); have = 0; }\n" +
            "}\n" +
            "if (have > 0) await send(buffer.AsMemory(0, have));",
    ];

    /// <summary>Checks lesson 11's gathering of small pieces: only full buffers leave, and nothing is lost at the end.</summary>
    /// <param name="passOn">
    /// Your code. It is given a receive (fills the front of the buffer, returns how many bytes, 0 at the end), a send that takes
    /// everything, and the buffer's size. It returns how often it received, with the one that gave 0.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> FullBuffers(
        Func<Func<Memory<byte>, ValueTask<int>>, Func<ReadOnlyMemory<byte>, ValueTask>, int, Task<int>> passOn,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(passOn);
        return CheckSession.RunAsync("full-buffers", s_fullBuffersHints, session => FullBuffersSteps(session, passOn), cancellationToken);
    }

    private static async Task FullBuffersSteps(
        CheckSession session, Func<Func<Memory<byte>, ValueTask<int>>, Func<ReadOnlyMemory<byte>, ValueTask>, int, Task<int>> passOn)
    {
        await Step("five bytes, and room for 16", 5, 16, 16);
        await Step("32 bytes in two pieces that just fit", 32, 16, 16,
            hint: "A full buffer has no room left: send it and begin at its front again, before the next receive.");
        await Step("40 bytes in pieces of 3, buffer 16", 40, 3, 16);
        await Step("40 bytes in pieces of 5, buffer 16", 40, 5, 16);
        await Step("48 bytes: the end comes right after a full buffer", 48, 7, 16);
        await Step("all there at once, buffer 16", 100, 4096, 16);
        await Step("an empty stream: no send", 0, 1, 16);
        await Step("a buffer of one byte", 20, 7, 1);
        await Step("one byte at a time, buffer 64", 1000, 1, 64);
        await Step("100,000 bytes in pieces of any size, buffer 4,096", 100_000, 0, 4096);
        await Step("a send that takes its time", 40, 5, 16, TimeSpan.FromMilliseconds(5));

        async Task Step(string name, int length, int piece, int size, TimeSpan pause = default, string? hint = null)
        {
            var bytes = new byte[length];
            new Random(length).NextBytes(bytes);
            var network = new FitfulNetwork(bytes, piece);
            var outlet = new Outlet(pause);
            await session.StepAsync(
                name,
                async stop =>
                {
                    var returned = await Task.Run(() => passOn(Receive, outlet.SendAsync, size), stop).WaitAsync(stop);
                    outlet.Expect(bytes, size);
                    if (returned == network.Receives) return;
                    throw new CheckFailure($"{network.Receives:N0} as the number of receives", $"{returned:N0}",
                        returned == network.Receives - 1 ? "The receive that gave 0 counts as well." : "",
                        "Count right after each receive, before you look at what it gave: got = await receive(...); receives++;");
                },
                () => $"{Say.Count(length, "byte")} in pieces of {(piece <= 0 ? "1 to 4,096 bytes" : $"at most {Say.Count(piece, "byte")}")}; size {size:N0}",
                hint: hint);

            ValueTask<int> Receive(Memory<byte> room)
            {
                outlet.ExpectIdle("a receive");
                if (room.Length > 0) outlet.ExpectSent(network.Delivered, size);
                return network.ReceiveAsync(room);
            }
        }
    }

    /// <summary>Where the bytes go: remembers each send, and whether one is under way.</summary>
    private sealed class Outlet(TimeSpan pause)
    {
        private readonly List<byte[]> _sent = [];
        private bool _busy;

        public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
        {
            ExpectIdle("another send");
            if (bytes.Length == 0)
            {
                throw new CheckFailure("sends with something in them", "an empty send",
                    hint: "When the stream ends, the buffer may be empty: send the rest only if (have > 0).");
            }

            Volatile.Write(ref _busy, true);
            // What was offered is read only now, as an operating system may do it.
            if (pause > TimeSpan.Zero) await Task.Delay(pause);
            _sent.Add(bytes.ToArray());
            Volatile.Write(ref _busy, false);
        }

        public void ExpectIdle(string what)
        {
            if (!Volatile.Read(ref _busy)) return;
            throw new CheckFailure($"{what} only when the send before it has finished", $"{what} while the send is under way",
                "The send still reads your buffer. Await it.",
                "Write `await` before every send: until it has finished, the bytes in the buffer must stay as they are.");
        }

        // Whoever keeps a whole buffer back may keep back a whole stream.
        public void ExpectSent(int delivered, int size)
        {
            var kept = delivered - _sent.Sum(piece => piece.Length);
            if (kept < size) return;
            throw new CheckFailure("a full buffer is sent before the next receive", $"a receive while {Say.Count(kept, "byte")} wait, and nothing sent of them",
                $"The buffer is full at {Say.Count(size, "byte")}. The other side waits for them, perhaps for hours: nobody knows when the stream ends.",
                "In the loop, right after a receive: if (have == size), send the buffer and begin at its front again.");
        }

        public void Expect(byte[] bytes, int size)
        {
            ExpectIdle("the end of your method");
            var got = _sent.SelectMany(piece => piece).ToArray();
            var same = bytes.AsSpan().CommonPrefixLength(got);
            if (same < bytes.Length || got.Length > bytes.Length)
            {
                throw new CheckFailure(
                    $"{Say.Count(bytes.Length, "byte")} in all, as they came: {ByteText.Quote(bytes, 24)}",
                    $"{Say.Count(got.Length, "byte")}: {ByteText.Quote(got, 24)}",
                    same == got.Length ? $"The last {Say.Count(bytes.Length - same, "byte")} did not leave."
                    : same == bytes.Length ? $"There are {Say.Count(got.Length - same, "byte")} too many at the end."
                    : $"They differ from byte {same + 1:N0} on.",
                    same == got.Length ? "When a receive gives 0, some bytes may still be in the buffer. They have to leave before you return."
                    : same == bytes.Length ? "The last send has less in it: buffer.AsMemory(0, have), and not the whole buffer."
                    : "Each receive fills the front of what you offer. Offer it the free part, buffer.AsMemory(have), or it overwrites what you have.");
            }

            var wrong = _sent.FindIndex(piece => piece.Length != size);
            if (wrong < 0 || (wrong == _sent.Count - 1 && _sent[wrong].Length < size)) return;
            throw new CheckFailure(
                Sends([.. bytes.Chunk(size).Select(piece => piece.Length)]), Sends([.. _sent.Select(piece => piece.Length)]),
                "Every send but the last has to be full.");
        }

        private static string Sends(int[] sizes) =>
            $"{Say.Count(sizes.Length, "send")} of {string.Join(", ", sizes.Take(8))}{(sizes.Length > 8 ? ", ..." : "")} bytes";
    }
}
