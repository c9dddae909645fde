using Microsoft.Win32.SafeHandles;

namespace SocketSchool;

/// <summary>A part of an open file; whoever sends it closes it.</summary>
internal sealed record FilePart(SafeFileHandle Handle, long Offset, long Length) : IDisposable
{
    public void Dispose() => Handle.Dispose();
}
