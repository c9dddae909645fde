namespace SocketSchool.Notebooks.Processes;

/// <summary>How to start a kernel process.</summary>
/// <param name="FileName">The program, usually this program again (<see cref="System.Environment.ProcessPath"/>).</param>
/// <param name="Arguments">Its arguments, ending in the verb that calls <see cref="KernelHost.Run"/>.</param>
public sealed record KernelStart(string FileName, IReadOnlyList<string> Arguments)
{
    /// <summary>Environment variables that the process gets beside those of this one. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How long an interrupted cell may take to end by itself before the process is ended. Default: 1 s.</summary>
    public TimeSpan InterruptLimit { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Settings of the runtime that make a short life quick: most of a kernel's work is the compiler's, run once. Measured on 20 cells:
    /// profiling for code that never gets hot costs 7 %, the concurrent collector's thread 2 %.
    /// </summary>
    internal static IReadOnlyDictionary<string, string> RuntimeSettings { get; } = new Dictionary<string, string>
    {
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_EnableDiagnostics"] = "0",
        ["DOTNET_DbgEnableMiniDump"] = "0",
    };
}
