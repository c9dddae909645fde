namespace SocketSchool.Notebooks.Kernels;

/// <summary>Thrown in a cell's own code to end it. What catches cancellation catches this too; the next loop throws it again.</summary>
internal sealed class CellInterruptedException : OperationCanceledException
{
    public CellInterruptedException() : base("The cell was interrupted.")
    {
    }
}
