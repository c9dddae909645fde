// expect: the end in the middle of a message | as if all were well
async Task<List<byte[]>> ReadFrames(PipeReader reader, CancellationToken stop)
{
    var frames = new List<byte[]>();
    while (true)
    {
        var result = await reader.ReadAsync(stop);
        var rest = result.Buffer;
        while (rest.Length >= 4)
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(rest.Slice(0, 4).ToArray());
            if (length < 0 || length > 1_000_000) throw new InvalidDataException("too big");
            if (rest.Length < 4 + length) break;
            frames.Add(rest.Slice(4, length).ToArray());
            rest = rest.Slice(4 + length);
        }
        reader.AdvanceTo(rest.Start, rest.End);
        if (result.IsCompleted) return frames;
    }
}
