// expect: byte by byte | also when there was no whole frame
async Task<List<byte[]>> ReadFrames(PipeReader reader, CancellationToken stop)
{
    var frames = new List<byte[]>();
    while (true)
    {
        var result = await reader.ReadAsync(stop);
        var rest = result.Buffer;
        var before = frames.Count;
        while (rest.Length >= 4)
        {
            var length = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(rest.Slice(0, 4).ToArray());
            if (rest.Length < 4 + length) break;
            frames.Add(rest.Slice(4, length).ToArray());
            rest = rest.Slice(4 + length);
        }
        if (frames.Count > before) reader.AdvanceTo(rest.Start, rest.End);
        if (result.IsCompleted) return frames;
    }
}
