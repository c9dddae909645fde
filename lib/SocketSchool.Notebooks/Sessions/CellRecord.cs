using System.Text.Json.Nodes;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Sessions;

/// <summary>A cell as a page shows it.</summary>
/// <param name="Id">The cell's id.</param>
/// <param name="Kind">Code or text.</param>
/// <param name="Number">A code cell's place among the code cells, from 1, which its error messages name; else 0.</param>
/// <param name="Source">Its text.</param>
/// <param name="IsOriginal">Whether that is the lesson's own text.</param>
/// <param name="IsLearners">Whether the learner has added the cell.</param>
/// <param name="Tags">Its tags.</param>
/// <param name="Outputs">Its outputs in nbformat 4, a copy.</param>
/// <param name="Diagnostics">The places of the errors of its last run, if the text is still the same.</param>
/// <param name="Count">The number of its last run; <see langword="null"/> when it was not run.</param>
/// <param name="Elapsed">How long that took; <see langword="null"/> when that is not known.</param>
/// <param name="Succeeded">How that ended; <see langword="null"/> when that is not known.</param>
/// <param name="Generation">The kernel that ran it last; <see langword="null"/> when that was before the lesson was opened.</param>
/// <param name="State">Whether it runs or waits.</param>
public sealed record CellRecord(
    string Id,
    Documents.CellKind Kind,
    int Number,
    string Source,
    bool IsOriginal,
    bool IsLearners,
    IReadOnlyList<string> Tags,
    JsonArray Outputs,
    IReadOnlyList<CellDiagnostic> Diagnostics,
    int? Count,
    TimeSpan? Elapsed,
    bool? Succeeded,
    int? Generation,
    CellState State);
