using SocketSchool.Notebooks.Formatting;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>Something that a running cell made known. Events of one cell come in order; <see cref="Done"/> is the last.</summary>
public abstract record KernelEvent
{
    KernelEvent()
    {
    }

    /// <summary>Text that the cell wrote to the console.</summary>
    /// <param name="Name"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="Text">What was written since the last such event.</param>
    public sealed record ConsoleText(string Name, string Text) : KernelEvent;

    /// <summary>A value that the cell showed with <c>x.Display()</c>.</summary>
    /// <param name="Data">The value in all its forms.</param>
    public sealed record Display(MimeBundle Data) : KernelEvent;

    /// <summary>The value of the cell's last expression.</summary>
    /// <param name="Data">The value in all its forms.</param>
    public sealed record Result(MimeBundle Data) : KernelEvent;

    /// <summary>Why the cell failed.</summary>
    /// <param name="Name">The kind of error: an exception's type, or <c>Compilation error</c>.</param>
    /// <param name="Value">The error in one line.</param>
    /// <param name="Traceback">The whole error, line by line: the learner's lines, none of the engine's.</param>
    public sealed record Error(string Name, string Value, IReadOnlyList<string> Traceback) : KernelEvent
    {
        /// <summary>
        /// The places in this cell's own text, in order: those of all compile errors, or the line that an exception came from. Empty when
        /// no place is known.
        /// </summary>
        public IReadOnlyList<CellDiagnostic> Diagnostics { get; init; } = [];
    }

    /// <summary>The cell has ended.</summary>
    /// <param name="Succeeded">Whether it ended without an error.</param>
    /// <param name="Elapsed">How long it took, compiling included.</param>
    public sealed record Done(bool Succeeded, TimeSpan Elapsed) : KernelEvent;
}
