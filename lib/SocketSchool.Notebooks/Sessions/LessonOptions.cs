using SocketSchool.Notebooks.Processes;

namespace SocketSchool.Notebooks.Sessions;

/// <summary>How the lessons of a <see cref="LessonSession"/> are run and kept.</summary>
/// <param name="Kernel">How a kernel is started.</param>
/// <param name="KernelFolder">The folder that kernels work in: the originals' folder, because lessons name files relative to it.</param>
public sealed record LessonOptions(KernelStart Kernel, string KernelFolder)
{
    /// <summary>How long one cell may run. Default: a day, because a learner who waits can interrupt.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromDays(1);

    /// <summary>Bytes of output that one cell may show; what is beyond is dropped, and a line says so. Default: 5 MiB.</summary>
    public int OutputLimit { get; init; } = 5 * 1024 * 1024;

    /// <summary>How often files changed by others and dead kernels are looked for, and outputs saved. Default: 2 s.</summary>
    public TimeSpan Pace { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
