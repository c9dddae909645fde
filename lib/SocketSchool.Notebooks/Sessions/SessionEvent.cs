using System.Text.Json.Nodes;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Sessions;

/// <summary>Something that happened in a <see cref="LessonSession"/>. Events come in order, one at a time.</summary>
public abstract record SessionEvent
{
    SessionEvent()
    {
    }

    /// <summary>The whole lesson may have changed: whoever shows it reads it again.</summary>
    /// <param name="Notice">What the learner should know about it, in a line; <see langword="null"/> for nothing.</param>
    public sealed record Reloaded(string? Notice) : SessionEvent;

    /// <summary>A cell waits for its turn.</summary>
    /// <param name="Cell">The cell's id.</param>
    public sealed record Queued(string Cell) : SessionEvent;

    /// <summary>A cell that waited will not run.</summary>
    /// <param name="Cell">The cell's id.</param>
    public sealed record Unqueued(string Cell) : SessionEvent;

    /// <summary>A cell runs; its old outputs are gone.</summary>
    /// <param name="Cell">The cell's id.</param>
    /// <param name="Count">The number of this run.</param>
    public sealed record Started(string Cell, int Count) : SessionEvent;

    /// <summary>A cell has a new output.</summary>
    /// <param name="Cell">The cell's id.</param>
    /// <param name="Index">Its place among the cell's outputs, from 0.</param>
    /// <param name="Content">The output in nbformat 4, to read only while the event is handled.</param>
    public sealed record Output(string Cell, int Index, JsonObject Content) : SessionEvent;

    /// <summary>Text joins an output that is a stream.</summary>
    /// <param name="Cell">The cell's id.</param>
    /// <param name="Index">The output's place among the cell's outputs, from 0.</param>
    /// <param name="Text">The new text.</param>
    public sealed record Append(string Cell, int Index, string Text) : SessionEvent;

    /// <summary>The places in a cell's text at which an editor marks an error.</summary>
    /// <param name="Cell">The cell's id.</param>
    /// <param name="Places">The places.</param>
    public sealed record Diagnostics(string Cell, IReadOnlyList<CellDiagnostic> Places) : SessionEvent;

    /// <summary>A cell has ended.</summary>
    /// <param name="Cell">The cell's id.</param>
    /// <param name="Succeeded">Whether it ended without an error, or with one that its tag <c>raises-exception</c> announces.</param>
    /// <param name="Elapsed">How long it took, compiling included.</param>
    public sealed record Done(string Cell, bool Succeeded, TimeSpan Elapsed) : SessionEvent;

    /// <summary>The kernel's state changed.</summary>
    /// <param name="State">The state.</param>
    /// <param name="Generation">A number that no other kernel of this program has.</param>
    /// <param name="Note">What the learner should know, in a line; <see langword="null"/> for nothing.</param>
    public sealed record Kernel(KernelState State, int Generation, string? Note) : SessionEvent;

    /// <summary>A cell's text was changed and saved.</summary>
    /// <param name="Cell">The cell's id.</param>
    /// <param name="Source">The new text.</param>
    /// <param name="Revision">The text's <see cref="Revision"/>.</param>
    /// <param name="IsOriginal">Whether it is the lesson's own text.</param>
    /// <param name="Editor">Who changed it, as given to <see cref="LessonSession.Edit"/>.</param>
    public sealed record Edited(string Cell, string Source, long Revision, bool IsOriginal, object Editor) : SessionEvent;

    /// <summary>A cell's text is in the file at last, after it could not be written before.</summary>
    /// <param name="Cell">The cell's id.</param>
    /// <param name="Source">The text.</param>
    /// <param name="IsOriginal">Whether it is the lesson's own text.</param>
    public sealed record Saved(string Cell, string Source, bool IsOriginal) : SessionEvent;

    /// <summary>Something went wrong that is nobody's cell: a copy that cannot be saved, a kernel that cannot be started.</summary>
    /// <param name="Message">One line: what, where, what to do.</param>
    public sealed record Problem(string Message) : SessionEvent;
}
