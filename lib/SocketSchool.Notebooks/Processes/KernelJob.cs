using System.Diagnostics;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SocketSchool.Notebooks.Processes;

/// <summary>On Windows, a job that the kernel process and all it starts belong to; closing it, or this process's death, ends them all.</summary>
internal sealed class KernelJob : SafeHandleZeroOrMinusOneIsInvalid
{
    const int ExtendedLimitInformation = 9;
    const uint KillOnJobClose = 0x2000;

    KernelJob(nint handle) : base(ownsHandle: true) => SetHandle(handle);

    /// <summary>Puts a process into a new job; <see langword="null"/> elsewhere than on Windows, or where it is not allowed.</summary>
    public static KernelJob? TryAssign(Process process)
    {
        if (!OperatingSystem.IsWindows())
            return null;
        var job = new KernelJob(CreateJobObjectW(0, 0));
        var limits = new ExtendedLimits { LimitFlags = KillOnJobClose };
        if (!job.IsInvalid
            && SetInformationJobObject(job, ExtendedLimitInformation, ref limits, Marshal.SizeOf<ExtendedLimits>())
            && AssignProcessToJobObject(job, process.SafeHandle))
            return job;
        job.Dispose();
        return null;
    }

    /// <inheritdoc/>
    protected override bool ReleaseHandle() => CloseHandle(handle);

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    static extern nint CreateJobObjectW(nint attributes, nint name);

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    static extern bool SetInformationJobObject(KernelJob job, int kind, ref ExtendedLimits limits, int size);

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    static extern bool AssignProcessToJobObject(KernelJob job, SafeProcessHandle process);

    [DllImport("kernel32", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    static extern bool CloseHandle(nint handle);

    /// <summary>JOBOBJECT_EXTENDED_LIMIT_INFORMATION, of which only the flags are used.</summary>
    [StructLayout(LayoutKind.Sequential)]
    struct ExtendedLimits
    {
        public long PerProcessUserTimeLimit;
        public long PerJobUserTimeLimit;
        public uint LimitFlags;
        public nuint MinimumWorkingSetSize;
        public nuint MaximumWorkingSetSize;
        public uint ActiveProcessLimit;
        public nuint Affinity;
        public uint PriorityClass;
        public uint SchedulingClass;
        public ulong ReadOperationCount;
        public ulong WriteOperationCount;
        public ulong OtherOperationCount;
        public ulong ReadTransferCount;
        public ulong WriteTransferCount;
        public ulong OtherTransferCount;
        public nuint ProcessMemoryLimit;
        public nuint JobMemoryLimit;
        public nuint PeakProcessMemoryUsed;
        public nuint PeakJobMemoryUsed;
    }
}
