async Task<List<byte[]>> ReadFrames(PipeReader reader, CancellationToken stop)
{
    // Takes one whole frame off the front, if there is one. Not async, so a SequenceReader may live here.
    bool TryTake(ref ReadOnlySequence<byte> rest, out byte[] frame)
    {
        frame = [];
        var reading = new SequenceReader<byte>(rest);
        if (!reading.TryReadBigEndian(out int length)) return false;
        if (length is < 0 or > 1_000_000)
            throw new InvalidDataException($"A frame of {(uint)length:N0} bytes; at most 1,000,000 are allowed.");
        if (rest.Length < 4 + length) return false;
        frame = rest.Slice(4, length).ToArray();
        rest = rest.Slice(4 + length);
        return true;
    }

    var frames = new List<byte[]>();
    while (true)
    {
        var result = await reader.ReadAsync(stop);
        var rest = result.Buffer;
        while (TryTake(ref rest, out var frame)) frames.Add(frame);
        reader.AdvanceTo(rest.Start, rest.End);      // all of it was looked at: wait for more
        if (!result.IsCompleted) continue;
        if (!rest.IsEmpty) throw new EndOfStreamException("The last frame was cut off.");
        return frames;
    }
}
