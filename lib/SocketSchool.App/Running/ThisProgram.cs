using SocketSchool.Notebooks.Processes;

namespace SocketSchool.App.Running;

/// <summary>How this program starts itself again as a kernel.</summary>
static class ThisProgram
{
    /// <summary>
    /// The start of a kernel process for a headless run: what its checks find is not the learner's progress (<see cref="Progress"/>).
    /// </summary>
    public static KernelStart Kernel { get; } = Create() with
    {
        Environment = new Dictionary<string, string> { [ProgressVariable] = "off" },
    };

    /// <summary>The start of a kernel process for a learner: what its checks find is noted in a file.</summary>
    public static KernelStart PageKernel(string progressFile) => Create() with
    {
        Environment = new Dictionary<string, string> { [ProgressVariable] = progressFile },
    };

    /// <summary>The environment variable that tells kernels where to note progress.</summary>
    public const string ProgressVariable = "SOCKETSCHOOL_PROGRESS";

    // Started as "dotnet SocketSchool.App.dll", the process is dotnet and the program its first argument.
    static KernelStart Create()
    {
        var process = Environment.ProcessPath ?? "dotnet";
        return Path.GetFileNameWithoutExtension(process) == "dotnet"
            ? new(process, [Path.Combine(AppContext.BaseDirectory, "SocketSchool.App.dll"), "kernel"])
            : new(process, ["kernel"]);
    }
}
