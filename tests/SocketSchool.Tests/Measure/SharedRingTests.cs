using System.IO.MemoryMappedFiles;

namespace SocketSchool.Tests;

public sealed class SharedRingTests
{
    [Fact]
    public void It_takes_what_it_has_room_for_and_gives_it_back_in_order()
    {
        using var memory = MemoryMappedFile.CreateNew(null, SharedMemoryEnd.Footprint);
        using var first = new SharedMemoryEnd(memory, first: true);
        using var second = new SharedMemoryEnd(memory, first: false);
        var bytes = RandomBytes(SharedRing.Capacity + 100);

        Assert.Equal(0, second.In.Read(new byte[10]));
        Assert.Equal(SharedRing.Capacity, first.Out.Write(bytes));
        Assert.Equal(0, first.Out.Write(bytes));
        var back = new byte[SharedRing.Capacity - 7];
        Assert.Equal(back.Length, second.In.Read(back));
        Assert.Equal(bytes.AsSpan(0, back.Length), back.AsSpan());
        // Around the end.
        Assert.Equal(100, first.Out.Write(bytes.AsSpan(SharedRing.Capacity)));
        var rest = new byte[200];
        // It looks for more only when what it knows of is read.
        var got = second.In.Read(rest);
        Assert.Equal(107, got + second.In.Read(rest.AsSpan(got)));
        Assert.Equal(bytes.AsSpan(SharedRing.Capacity - 7), rest.AsSpan(0, 107));
        Assert.Equal(0, second.In.Read(rest));
    }

    [Fact]
    public async Task Two_threads_lose_nothing_and_mix_nothing_up()
    {
        using var memory = MemoryMappedFile.CreateNew(null, SharedMemoryEnd.Footprint);
        using var first = new SharedMemoryEnd(memory, first: true);
        using var second = new SharedMemoryEnd(memory, first: false);
        var sent = RandomBytes(8 << 20);
        var received = new byte[sent.Length];
        var writing = Own(() => Pieces(sent.Length, 1, (from, count) => first.Out.Write(sent.AsSpan(from, count))));
        var reading = Own(() => Pieces(sent.Length, 2, (from, count) => second.In.Read(received.AsSpan(from, count))));

        await Task.WhenAll(writing, reading).Soon();
        Assert.True(sent.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public void Who_has_left_cannot_be_entered_again()
    {
        using var memory = MemoryMappedFile.CreateNew(null, SharedMemoryEnd.Footprint);
        var end = new SharedMemoryEnd(memory, first: true);
        end.Enter();
        end.Dispose();
        // Still mapped: an exchange under way may go on.
        Assert.Equal(3, end.Out.Write([1, 2, 3]));
        end.Leave();

        Assert.Throws<ObjectDisposedException>(end.Enter);
    }

    private static Task Own(Action action) => Task.Factory.StartNew(action, TaskCreationOptions.LongRunning);

    private static void Pieces(int total, int seed, Func<int, int, int> move)
    {
        var random = new Random(seed);
        for (var done = 0; done < total;)
        {
            var now = move(done, Math.Min(total - done, random.Next(1, 50_000)));
            if (now == 0) Thread.Yield();
            done += now;
        }
    }

    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        new Random(3).NextBytes(bytes);
        return bytes;
    }
}
