namespace SocketSchool;

/// <summary>A stream of bytes that arrives in pieces as the check likes: what a learner's reader receives from.</summary>
/// <param name="bytes">All that will come.</param>
/// <param name="size">The most that one receive gives; 0 and below for 1 to 4,096 at random, another series each.</param>
internal sealed class FitfulNetwork(byte[] bytes, int size)
{
    private readonly Random _random = new(size);
    private int _position;
    private int _receives;
    private int _receivesAfterEnd;

    /// <summary>What came and how.</summary>
    public string Description =>
        $"{ByteText.Quote(bytes, 40)} in pieces of {(size <= 0 ? "1 to 4,096 bytes" : $"at most {Say.Count(size, "byte")}")}";

    /// <summary>How often it was received from, with the receives that gave 0.</summary>
    public int Receives => _receives;

    /// <summary>How many bytes it has given so far.</summary>
    public int Delivered => _position;

    public async ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        // Both mistakes would loop for ever on a real connection too.
        if (buffer.Length == 0)
        {
            throw new CheckFailure("a receive into a buffer that has room", "a receive into a buffer of length 0");
        }

        if (_position == bytes.Length && ++_receivesAfterEnd > 3)
        {
            throw new CheckFailure("your method returns after a receive has given 0", "it goes on receiving");
        }

        // Now and then the bytes are not there yet, as on a real network.
        if (++_receives % 5 == 0) await Task.Yield();
        var wanted = size <= 0 ? _random.Next(1, 4097) : size;
        var count = Math.Min(Math.Min(wanted, buffer.Length), bytes.Length - _position);
        bytes.AsMemory(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }
}
