using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Processes;

/// <summary>What a kernel process says, one line of the protocol each.</summary>
internal abstract record KernelMessage
{
    KernelMessage()
    {
    }

    /// <summary>The kernel is warm: what follows is the first cell's own time.</summary>
    public sealed record Ready : KernelMessage;

    /// <summary>Something of the cell that runs.</summary>
    /// <param name="Event">What it is.</param>
    public sealed record OfCell(KernelEvent Event) : KernelMessage;

    /// <summary>The answer to a question.</summary>
    /// <param name="Id">The question's number.</param>
    /// <param name="Json">What the panel said, or the names; <see langword="null"/> when there is none.</param>
    public sealed record Answer(long Id, string? Json) : KernelMessage;
}
