using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SocketSchool.Notebooks.Processes;

/// <summary>
/// Takes the process's standard input and output for the protocol and leaves cells others in their place: input that is at its end,
/// output that goes the way of standard error. So a cell that opens the raw streams, a native library that prints, or a program
/// that a cell starts can neither eat a command nor tear a line of the protocol.
/// </summary>
internal static class StandardStreams
{
    const int DuplicateCloseOnExec = 1030;
    const int StdInput = -10;
    const int StdOutput = -11;
    const int StdError = -12;

    /// <summary>The protocol's input and output.</summary>
    public static (Stream Input, Stream Output) Take()
    {
        try
        {
            return OperatingSystem.IsWindows() ? TakeOnWindows() : TakeOnUnix();
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or IOException)
        {
            return (Console.OpenStandardInput(), Console.OpenStandardOutput());
        }
    }

    static (Stream Input, Stream Output) TakeOnUnix()
    {
        var input = Own(Duplicate(0));
        var output = Own(Duplicate(1));
        using (var nothing = File.OpenHandle("/dev/null"))
            Replace((int)nothing.DangerousGetHandle(), 0);
        Replace(2, 1);
        return (new FileStream(input, FileAccess.Read, 0), new FileStream(output, FileAccess.Write, 0));
    }

    static (Stream Input, Stream Output) TakeOnWindows()
    {
        var input = Console.OpenStandardInput();
        var output = Console.OpenStandardOutput();
        SetStdHandle(StdInput, File.OpenHandle("NUL").DangerousGetHandle());
        SetStdHandle(StdOutput, GetStdHandle(StdError));
        return (input, output);
    }

    // Programs that a cell starts must not inherit the protocol: they would hold it open after the kernel's death. Elsewhere than on
    // Linux fcntl's variable arguments cannot be passed from here, and there KernelProcess does without that end.
    static int Duplicate(int descriptor) =>
        OperatingSystem.IsLinux() ? Fcntl(descriptor, DuplicateCloseOnExec, 3) : Dup(descriptor);

    static SafeFileHandle Own(int descriptor) =>
        descriptor < 0 ? throw new IOException("dup failed") : new SafeFileHandle(descriptor, ownsHandle: true);

    static void Replace(int from, int to)
    {
        if (Dup2(from, to) < 0)
            throw new IOException("dup2 failed");
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Fcntl(int descriptor, int command, int argument);

    [DllImport("libc", EntryPoint = "dup", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Dup(int descriptor);

    [DllImport("libc", EntryPoint = "dup2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Dup2(int from, int to);

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    static extern bool SetStdHandle(int which, nint handle);

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    static extern nint GetStdHandle(int which);
}
