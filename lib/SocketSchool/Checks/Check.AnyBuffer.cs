using System.Text;

namespace SocketSchool;

public static partial class Check
{
    /// <summary>
    /// Checks a reader of lines on a network that gives what it likes: each receive yields 1 to 4,096 bytes, whatever there is room for.
    /// </summary>
    /// <param name="readLines">
    /// Your code. What it is given is called like <see cref="Connection.ReceiveAsync"/>: it fills the front of the buffer and returns how
    /// many bytes that were, or 0 at the end of the stream. It returns all lines, without their line feeds.
    /// </param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> AnyBuffer(
        Func<Func<Memory<byte>, ValueTask<int>>, Task<List<string>>> readLines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(readLines);
        return CheckSession.RunAsync("any-buffer", s_anyBufferHints, session => AnyBufferSteps(session, readLines), cancellationToken);
    }

    private static readonly string[] s_anyBufferHints =
    [
        "Between two receives something may be unfinished: half a line, or half a letter. Where do you keep it?",
        "Keep bytes, not text: add what came to a List<byte>, cut a line off its front wherever there is a line feed (there may be " +
            "several, or none), and decode only whole lines.",
        "For each of the first `got` bytes of the buffer:\n" +
            "if (one == (byte)'\\n')\n" +
            "{\n" +
            "    lines.Add(Encoding.UTF8.GetString(line.ToArray()));\n" +
            "    line.Clear();\n" +
            "}\n" +
            "else line.Add(one);\n" +
            "// after the loop, what is left in line, if anything, is the last line",
    ];

    private static async Task AnyBufferSteps(
        CheckSession session, Func<Func<Memory<byte>, ValueTask<int>>, Task<List<string>>> readLines)
    {
        const string letters = "naïve café\n世界\n🙂 and so on\n";
        const string carried = "A line that is not finished when a receive ends must wait for the next one: keep it in a variable outside the loop.";
        const string decoded = "Half a letter is not text yet. Keep bytes, and decode them when the whole line is there.";
        await StepAsync("three lines in pieces of 5 bytes", carried, "one\ntwo\nthree\n", 5);
        await StepAsync(
            "the same in one piece", "One receive may bring several lines: cut at each line feed, and use the first `got` bytes only.",
            "one\ntwo\nthree\n", 4096);
        await StepAsync("one byte at a time", "A short receive is not the end of the stream. Only 0 is.", "one\ntwo\nthree\n", 1);
        await StepAsync("letters of two, three and four bytes, in pieces of 3", decoded, letters, 3);
        await StepAsync("the same letters, one byte at a time", decoded, letters, 1);
        await StepAsync("empty lines", "Between two line feeds there is a line, also when it has no letters.", "a\n\n\nb\n", 4096);
        await StepAsync("a last line without a line feed", "When the stream has ended: is something left that has no line feed?", "first\nlast", 4);
        await StepAsync("an empty stream", "Where nothing came, there is no line: the list is empty.", "", 1);
        await StepAsync(
            "a line of 10,000 letters", "A line may be longer than your buffer: what you keep it in must grow.",
            new string('x', 10_000) + "\nshort\n", 4096);
        var text = string.Concat(Enumerable.Range(1, 200).Select(i => $"line {i}: {new string('é', i % 30)}\n"));
        await StepAsync(
            "100 sizes from 1 to 4,096", null, text, [.. Enumerable.Range(1, 64), .. Enumerable.Range(1, 36).Select(i => 28 + (i * 113))]);
        await StepAsync("sizes at random", null, text, [.. Enumerable.Range(-19, 20)]);

        async Task StepAsync(string name, string? hint, string text, params int[] sizes)
        {
            var network = new FitfulNetwork([], 1);
            await session.StepAsync(
                name,
                async cancellationToken =>
                {
                    var lines = text.Split('\n').ToList();
                    // What follows the last line feed is a line only when there is something in it.
                    if (lines[^1].Length == 0) lines.RemoveAt(lines.Count - 1);
                    foreach (var size in sizes)
                    {
                        network = new FitfulNetwork(Encoding.UTF8.GetBytes(text), size);
                        // On another thread, so that code that never ends meets the step's time limit.
                        var got = await Task.Run(() => readLines(network.ReceiveAsync), cancellationToken).WaitAsync(cancellationToken);
                        Compare(lines, got);
                    }
                },
                () => network.Description,
                hint: hint);
        }
    }

    private static void Compare(List<string> expected, List<string>? got)
    {
        if (got is null) throw new CheckFailure($"a list of {Say.Count(expected.Count, "line")}", "null");
        for (var i = 0; i < Math.Min(expected.Count, got.Count); i++)
        {
            var (want, have) = (Line(expected, i), Line(got, i));
            if (want == have) continue;
            throw new CheckFailure($"line {i + 1} of {expected.Count}: {want}", $"line {i + 1} of {got.Count}: {have}");
        }

        if (got.Count == expected.Count) return;
        throw new CheckFailure(
            Describe(expected),
            Describe(got),
            got.Count == expected.Count + 1 && got[^1].Length == 0
                ? "What follows the last line feed is a line only if there is something."
                : "");

        static string Describe(List<string> lines) => Say.Count(lines.Count, "line")
            + (lines.Count == 0 ? "" : $"; the last is {(lines[^1].Length == 0 ? "empty" : Line(lines, lines.Count - 1))}");

        static string Line(List<string> lines, int i) =>
            lines[i].Length == 0 ? "\"\" (empty)" : ByteText.Quote(Encoding.UTF8.GetBytes(lines[i]));
    }
}
