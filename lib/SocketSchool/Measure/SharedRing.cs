using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SocketSchool;

/// <summary>
/// A ring of bytes in shared memory that one end writes and the other reads (single producer, single consumer), without a lock and
/// without a call into the operating system.
/// </summary>
/// <remarks>
/// Layout: the number of bytes ever written at offset 0, the number ever read at offset 128 (a cache line of its own, so that the two
/// ends do not take one from each other for nothing), the data from 256. Both numbers only grow; the place in the ring is the number
/// modulo the capacity. The memory model is the point: the writer stores the bytes and then the number with <see cref="Volatile"/>
/// (release: nobody sees the number before the bytes), the reader loads the number with <see cref="Volatile"/> (acquire) and then the
/// bytes; the other way round for the number read. x86 would order the stores anyway; ARM would not, and a compiler need not on either.
/// </remarks>
internal sealed class SharedRing
{
    /// <summary>How many bytes it holds; a power of two.</summary>
    public const int Capacity = 128 * 1024;

    /// <summary>How much memory it takes.</summary>
    public const int Footprint = Data + Capacity;

    private const int ReadCount = 128;
    private const int Data = 256;

    private readonly nint _address;
    // Each end keeps its own number and what it last saw of the other's, and looks again only when that does not do.
    private long _mine;
    private long _theirs;

    /// <param name="address">Where it begins in this end's view; zeros at first. The view has to stay mapped while this is in use.</param>
    public SharedRing(nint address) => _address = address;

    /// <summary>Writes as much as there is room for. Only one end does this.</summary>
    /// <returns>How many bytes; 0 when it is full.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Write(ReadOnlySpan<byte> bytes)
    {
        var room = Capacity - (int)(_mine - _theirs);
        if (room < bytes.Length)
        {
            _theirs = Volatile.Read(ref Counter(ReadCount));
            room = Capacity - (int)(_mine - _theirs);
        }

        var count = Math.Min(room, bytes.Length);
        if (count == 0) return 0;
        var at = (int)(_mine & (Capacity - 1));
        var first = Math.Min(count, Capacity - at);
        bytes[..first].CopyTo(Bytes(at, first));
        bytes[first..count].CopyTo(Bytes(0, count - first));
        _mine += count;
        Volatile.Write(ref Counter(0), _mine);
        return count;
    }

    /// <summary>Reads what is there. Only the other end does this.</summary>
    /// <returns>How many bytes; 0 when it is empty.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Read(Span<byte> into)
    {
        if (_theirs == _mine)
        {
            _theirs = Volatile.Read(ref Counter(0));
            if (_theirs == _mine) return 0;
        }

        var count = (int)Math.Min(_theirs - _mine, into.Length);
        var at = (int)(_mine & (Capacity - 1));
        var first = Math.Min(count, Capacity - at);
        Bytes(at, first).CopyTo(into);
        Bytes(0, count - first).CopyTo(into[first..]);
        _mine += count;
        Volatile.Write(ref Counter(ReadCount), _mine);
        return count;
    }

    private ref long Counter(int offset) => ref Unsafe.As<byte, long>(ref At(offset));

    private Span<byte> Bytes(int at, int count) => MemoryMarshal.CreateSpan(ref At(Data + at), count);

    private ref byte At(int offset) => ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), _address + offset);
}
