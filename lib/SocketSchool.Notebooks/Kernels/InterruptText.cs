namespace SocketSchool.Notebooks.Kernels;

/// <summary>Says what an interrupt did.</summary>
internal static class InterruptText
{
    public const string ErrorName = "Interrupted";

    const string Kept = "the cell was interrupted; variables, types and servers are still there";

    /// <summary>The error for a cell that was ended and its kernel was not.</summary>
    /// <param name="run">The run.</param>
    /// <param name="exception">What came out of the cell; null when it ended by itself after its socket had been shut down.</param>
    public static KernelEvent.Error ToEvent(CellInterruption run, Exception? exception)
    {
        var value = (run.ShutSocketDown, run.LeftBehind) switch
        {
            (true, _) => $"{Kept}, but the socket that it waited on was shut down",
            (_, true) => $"{Kept}; what it waited for goes on in the background",
            _ => Kept,
        };
        return new(ErrorName, value, [$"{ErrorName}: {value}", .. exception is null ? [] : ExceptionText.Frames(exception)]);
    }

    /// <summary>The error for a cell that was interrupted before it had begun.</summary>
    public static KernelEvent.Error BeforeStart() =>
        new(ErrorName, "the cell was interrupted before it began", [$"{ErrorName}: the cell was interrupted before it began"]);
}
