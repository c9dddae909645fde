using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>What the kernel has every loop of a cell look at, so that the cell can be interrupted. Not for anybody else.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LoopCheck
{
    /// <summary>Whether there is something to look for: false until the first cell is interrupted.</summary>
    [SuppressMessage("Usage", "CA2211", Justification = "Read once in every round of every loop: a property would be a call.")]
    public static bool IsWanted;

    /// <summary>Ends the calling loop if the run that it belongs to is being interrupted.</summary>
    /// <param name="isTopLevel">Whether the loop stands in a cell outside of any function, so that it runs once in each run.</param>
    /// <exception cref="OperationCanceledException">It is.</exception>
    [StackTraceHidden]
    public static void Look(bool isTopLevel) => CellInterruption.EndLoop(isTopLevel);
}
