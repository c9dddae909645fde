using System.Buffers.Binary;
using System.IO.Pipelines;

namespace SocketSchool;

public static partial class Check
{
    private const string FrameSpinHint =
        "ReadAsync gives the same bytes at once, again and again, until you say that you have looked at all of them: the second argument of AdvanceTo.";

    private static readonly string[] s_frameHints =
    [
        "How many bytes must be there before you can know the length? And how many before you can take the frame?",
        "After each ReadAsync take out every whole frame, then AdvanceTo(the first byte not used, the end of the buffer).",
        "After each `ReadAsync`, with `rest` as its buffer:\n" +
            "while (TryTake(ref rest, out var frame)) frames.Add(frame);\n" +
            "reader.AdvanceTo(rest.Start, rest.End);\n" +
            "if (result.IsCompleted)\n" +
            "    return rest.IsEmpty ? frames : throw new EndOfStreamException();",
    ];

    /// <summary>
    /// Checks lesson 13's reader of frames from a pipe: four bytes of length, most significant first, then the message; at most 1,000,000
    /// bytes; whole at the end.
    /// </summary>
    /// <param name="read">Your code: reads until the pipe is completed and returns the messages in order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> PipeFrames(
        Func<PipeReader, CancellationToken, Task<List<byte[]>>> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        return CheckSession.RunAsync("pipe-frames", s_frameHints, session => FrameSteps(session, read), cancellationToken);
    }

    private static async Task FrameSteps(CheckSession session, Func<PipeReader, CancellationToken, Task<List<byte[]>>> read)
    {
        await Good("two frames in one write", [FrameBytes.Join("hi"u8.ToArray(), [])], ["hi"u8.ToArray(), []],
            "The most significant byte of the length comes first. Take frames out of the buffer until there is no whole one left; a length " +
            "of 0 is a whole message, too.");
        var words = FrameBytes.Join("one"u8.ToArray(), "two words"u8.ToArray());
        await Good("byte by byte", [.. words.Select(b => new[] { b })], ["one"u8.ToArray(), "two words"u8.ToArray()],
            "Fewer than four bytes are no length yet, and fewer than the length no message. Leave them in the pipe and read again.");
        await Good("nothing at all", [], [], "The end before the first frame is a good end: an empty list.");
        byte[][] many = [.. Enumerable.Range(0, 3_000).Select(i => Enumerable.Repeat((byte)i, i % 50).ToArray())];
        await Good("3,000 frames over the borders of the pipe's pieces", FrameBytes.Pieces(FrameBytes.Join(many), 777), many,
            "The bytes may lie in several segments, a length as well: SequenceReader and Slice(...).ToArray() care for that, FirstSpan does not.");
        byte[] million = [.. Enumerable.Range(0, 1_000_000).Select(i => (byte)(i * 31))];
        await Good("a frame of 1,000,000 bytes", FrameBytes.Pieces(FrameBytes.Join(million), 40_000), [million],
            "1,000,000 is allowed. It comes in many pieces, and the pipe wants to know that you have looked at all that is there.");
        await Bad<InvalidDataException>("a length of 1,000,001, and no bytes follow", [FrameBytes.Length(1_000_001)], completed: false,
            "Look at the length as soon as you have it, before you wait for the bytes.");
        await Bad<InvalidDataException>("a length of 4,294,967,295", [FrameBytes.Length(-1)], completed: false,
            "Read as an int, such a length is negative (-1). That is as bad as too big: look at both ends of the range.");
        await Bad<EndOfStreamException>("the end in the middle of a message", [[0, 0, 0, 5, 104, 105]], completed: true,
            "When the pipe is completed and bytes are left over, the last message was cut off. Say so.");
        await Bad<EndOfStreamException>("the end in the middle of a length", [[0, 0]], completed: true,
            "Two bytes of a length are bytes left over as well.");
        await Bad<OperationCanceledException>("stop is cancelled while it waits", [[0, 0, 0]], completed: false,
            "Pass stop on to ReadAsync.", cancel: true);

        async Task Good(string name, byte[][] writes, byte[][] expected, string hint) => await session.StepAsync(name, async stop =>
        {
            var (reader, got) = await FeedAsync(writes, true, stop);
            List<byte[]> frames;
            try
            {
                frames = await got.WaitAsync(TimeSpan.FromSeconds(5), stop);
            }
            catch (Exception e) when (reader.Spun)
            {
                throw new CheckFailure("a loop that waits for more bytes", e.Message).WithHint(FrameSpinHint);
            }
            catch (TimeoutException)
            {
                throw new CheckFailure(FrameBytes.Frames(expected), "your method has not returned after 5 seconds");
            }

            catch (InvalidOperationException e) when (e.Message.Contains("already in progress", StringComparison.Ordinal))
            {
                throw new CheckFailure(FrameBytes.Frames(expected), $"{e.GetType().Name}: {e.Message}").WithHint(
                    "After every ReadAsync call AdvanceTo once, also when there was no whole frame and you took nothing.");
            }

            if (frames is null) throw new CheckFailure(FrameBytes.Frames(expected), "null");
            for (var i = 0; i < Math.Min(expected.Length, frames.Count); i++)
            {
                if (frames[i] is null || !frames[i].AsSpan().SequenceEqual(expected[i]))
                    throw new CheckFailure($"message {i}: {ByteText.Quote(expected[i])}", frames[i] is null ? "null" : ByteText.Quote(frames[i]));
            }

            if (frames.Count != expected.Length) throw new CheckFailure(FrameBytes.Frames(expected), FrameBytes.Frames([.. frames]));
        }, () => FrameBytes.Sent(writes), hint: hint);

        async Task Bad<T>(string name, byte[][] writes, bool completed, string hint, bool cancel = false)
            where T : Exception => await session.StepAsync(name, async stop =>
        {
            using var own = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var expected = $"{(typeof(T).Name[0] is 'E' or 'I' or 'O' ? "an" : "a")} {typeof(T).Name}";
            var (reader, got) = await FeedAsync(writes, completed, own.Token);
            if (cancel) await own.CancelAsync();
            try
            {
                var frames = await got.WaitAsync(TimeSpan.FromSeconds(2), stop);
                throw new CheckFailure(expected, $"{FrameBytes.Frames([.. frames ?? []])} returned as if all were well");
            }
            catch (T)
            {
                // As it should be.
            }
            catch (Exception e) when (reader.Spun)
            {
                throw new CheckFailure("a loop that waits for more bytes", e.Message).WithHint(FrameSpinHint);
            }
            catch (TimeoutException)
            {
                throw new CheckFailure(expected, "it waits for more bytes");
            }
            catch (Exception e) when (e is not (CheckFailure or NotImplementedException or OperationCanceledException))
            {
                throw new CheckFailure(expected, $"{e.GetType().Name}: {e.Message}");
            }
        }, () => FrameBytes.Sent(writes), hint: hint);

        async Task<(CountingPipeReader Reader, Task<List<byte[]>> Got)> FeedAsync(byte[][] writes, bool completed, CancellationToken stop)
        {
            var pipe = new Pipe(new PipeOptions(minimumSegmentSize: 64));
            var reader = new CountingPipeReader(pipe.Reader);
            var got = Task.Run(() => read(reader, stop), CancellationToken.None);
            foreach (var bytes in writes)
            {
                var waits = reader.Waits;
                var written = pipe.Writer.WriteAsync(bytes, stop).AsTask();
                // A reader that has ended, or that looks at nothing, would make the writer wait for ever.
                if (await Task.WhenAny(written, got).WaitAsync(TimeSpan.FromSeconds(5), stop) == got) break;
                // Each piece of a short list is to be seen on its own, and a reader that does not wait for the next has time to be caught.
                if (writes.Length < 50) await SeenAsync(reader, waits, got, stop);
            }

            if (completed) await pipe.Writer.CompleteAsync();
            return (reader, got);
        }

        static async Task SeenAsync(CountingPipeReader reader, int waits, Task got, CancellationToken stop)
        {
            for (var i = 0; i < 500 && reader.Waits == waits && !got.IsCompleted; i++) await Task.Delay(1, stop);
        }
    }
}

/// <summary>Frames as bytes, and bytes as words.</summary>
file static class FrameBytes
{
    public static byte[] Join(params byte[][] messages) => [.. messages.SelectMany(message => Length(message.Length).Concat(message))];

    public static byte[] Length(int value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }

    public static byte[][] Pieces(byte[] bytes, int size) => [.. bytes.Chunk(size)];

    public static string Frames(byte[][] frames) => frames.Length == 0 ? "no messages"
        : $"{frames.Length} {(frames.Length == 1 ? "message" : "messages")}: {string.Join(", ", frames.Take(3).Select(f => ByteText.Quote(f, 20)))}" +
            (frames.Length > 3 ? ", ..." : "");

    public static string Sent(byte[][] writes) => writes.Length == 0 ? "(nothing, then the end)"
        : string.Join(" | ", writes.Take(6).Select(bytes => ByteText.Hex(bytes.AsSpan(0, Math.Min(12, bytes.Length))))) +
            (writes.Length > 6 ? $" | ... in {writes.Length} writes" : "");
}
