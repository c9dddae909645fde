// expect: two frames in one write
async Task<List<byte[]>> ReadFrames(PipeReader reader, CancellationToken stop)
{
    var frames = new List<byte[]>();
    while (true)
    {
        var result = await reader.ReadAsync(stop);
        if (result.Buffer.IsEmpty && result.IsCompleted) return frames;
        var all = result.Buffer.ToArray();
        frames.Add(all[4..(4 + all[3])]);
        reader.AdvanceTo(result.Buffer.End);
    }
}
