using SocketSchool.Notebooks.Processes;

namespace SocketSchool.Notebooks.Running;

/// <summary>How notebooks are run.</summary>
public sealed record RunOptions
{
    /// <summary>How long one cell may run. Default: 60 s.</summary>
    public TimeSpan TimeLimit { get; init; } = KernelProcess.DefaultTimeLimit;

    /// <summary>Whether every cell is run two times in a row; the outputs of the second are kept. Default: no.</summary>
    public bool Twice { get; init; }
}
