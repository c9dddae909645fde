// expect: over the borders of the pipe's pieces
async Task<List<byte[]>> ReadFrames(PipeReader reader, CancellationToken stop)
{
    var frames = new List<byte[]>();
    while (true)
    {
        var result = await reader.ReadAsync(stop);
        var rest = result.Buffer;
        while (rest.Length >= 4)
        {
            var four = new byte[4];
            rest.FirstSpan[..Math.Min(4, rest.FirstSpan.Length)].CopyTo(four);
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(four);
            if (rest.Length < 4 + length) break;
            frames.Add(rest.Slice(4, length).ToArray());
            rest = rest.Slice(4 + length);
        }
        reader.AdvanceTo(rest.Start, rest.End);
        if (result.IsCompleted) return frames;
    }
}
