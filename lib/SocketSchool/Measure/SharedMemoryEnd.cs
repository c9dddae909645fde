using System.IO.MemoryMappedFiles;

namespace SocketSchool;

/// <summary>One end's own view of the shared memory: a ring to write and a ring to read.</summary>
internal sealed class SharedMemoryEnd : IDisposable
{
    private readonly MemoryMappedViewAccessor _view;

    /// <param name="file">The shared memory, <see cref="Footprint"/> bytes.</param>
    /// <param name="first">Whether this end writes the first ring; the other end writes the second.</param>
    public SharedMemoryEnd(MemoryMappedFile file, bool first)
    {
        _view = file.CreateViewAccessor(0, Footprint);
        var address = _view.SafeMemoryMappedViewHandle.DangerousGetHandle() + (nint)_view.PointerOffset;
        Out = new SharedRing(address + (first ? 0 : SharedRing.Footprint));
        In = new SharedRing(address + (first ? SharedRing.Footprint : 0));
    }

    public static int Footprint => 2 * SharedRing.Footprint;

    public SharedRing Out { get; }

    public SharedRing In { get; }

    /// <summary>Keeps the memory mapped until <see cref="Leave"/>, also when somebody disposes this meanwhile. The rings may be used in between.</summary>
    /// <exception cref="ObjectDisposedException">It is gone already.</exception>
    public void Enter()
    {
        var entered = false;
        _view.SafeMemoryMappedViewHandle.DangerousAddRef(ref entered);
    }

    public void Leave() => _view.SafeMemoryMappedViewHandle.DangerousRelease();

    public void Dispose() => _view.Dispose();
}
