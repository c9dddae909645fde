namespace SocketSchool.Notebooks.Processes;

/// <summary>What a kernel process is told to do, one line of the protocol each.</summary>
internal abstract record KernelCommand
{
    KernelCommand()
    {
    }

    /// <summary>Run a cell after those told before.</summary>
    /// <param name="Number">The parent's number for this run, which an interrupt names again.</param>
    /// <param name="Label">What error messages call the cell.</param>
    /// <param name="Code">The cell's source.</param>
    public sealed record Run(long Number, string Label, string Code) : KernelCommand;

    /// <summary>Ask the panel, whatever runs.</summary>
    /// <param name="Id">The parent's number for this question, which the answer carries.</param>
    /// <param name="Query">What to ask it.</param>
    public sealed record Inspect(long Id, string Query) : KernelCommand;

    /// <summary>Find the names that may stand at a place of a cell, whatever runs.</summary>
    /// <param name="Id">The parent's number for this question, which the answer carries.</param>
    /// <param name="Code">The cell's source.</param>
    /// <param name="At">An offset into it.</param>
    public sealed record Complete(long Id, string Code, int At) : KernelCommand;

    /// <summary>End this run of a cell if it is still under way or waits for its turn.</summary>
    /// <param name="Number">The run's number: an interrupt that comes too late must not meet the next cell.</param>
    public sealed record Interrupt(long Number) : KernelCommand;

    /// <summary>End the process.</summary>
    public sealed record Stop : KernelCommand;
}
