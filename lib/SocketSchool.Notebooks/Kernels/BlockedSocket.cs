using System.Globalization;
using System.Runtime.InteropServices;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// A thread that blocks in a socket call of the system (<c>accept</c>, <c>recv</c> ...), which nothing in .NET can end but the closing of
/// its socket, and that only by who has it. Linux tells of a thread in which call it blocks and on what (proc(5),
/// <c>/proc/self/task/TID/syscall</c>); <c>shutdown(2)</c> on that ends the call.
/// </summary>
internal static class BlockedSocket
{
    const int Both = 2;

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);

    // read, write, connect, accept, sendto, recvfrom, sendmsg, recvmsg, accept4: all take the descriptor first.
    static readonly int[] Calls = RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => [0, 1, 42, 43, 44, 45, 46, 47, 288],
        Architecture.Arm64 => [63, 64, 203, 202, 206, 207, 211, 212, 242],
        _ => [],
    };

    /// <summary>The system's number of the calling thread; 0 where that is not known.</summary>
    public static int CurrentThreadId()
    {
        try
        {
            return OperatingSystem.IsLinux() ? GetThreadId() : 0;
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            return 0;
        }
    }

    /// <summary>Shuts down the socket that a thread blocks on, if it does.</summary>
    /// <param name="threadId">From <see cref="CurrentThreadId"/>.</param>
    /// <returns>Whether there was one.</returns>
    public static bool TryShutdown(int threadId)
    {
        if (threadId == 0 || CallOf(threadId) is not { } call || DescriptorOf(call) is not { } descriptor)
            return false;
        // Twice the same: it stays in this call, and the descriptor is still the one it has there.
        Thread.Sleep(Look);
        if (CallOf(threadId) != call || !IsSocket(descriptor))
            return false;
        // An unconnected UDP socket answers ENOTCONN, and wakes who waits all the same.
        _ = Shutdown(descriptor, Both);
        return true;
    }

    static string? CallOf(int threadId)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/self/task/{threadId}/syscall"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // "288 0x35 0x0 ...": the call's number, then what it was given. A thread that runs says "running".
    static int? DescriptorOf(string call) =>
        call.Split(' ') is [var number, ['0', 'x', .. var first], ..]
        && int.TryParse(number, CultureInfo.InvariantCulture, out var n) && Calls.Contains(n)
        && int.TryParse(first, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var descriptor)
            ? descriptor
            : null;

    static bool IsSocket(int descriptor)
    {
        try
        {
            var link = new FileInfo(string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}")).LinkTarget;
            return link?.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [DllImport("libc", EntryPoint = "gettid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int GetThreadId();

    [DllImport("libc", EntryPoint = "shutdown", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Shutdown(int descriptor, int how);
}
