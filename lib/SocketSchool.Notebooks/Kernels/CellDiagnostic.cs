using System.Text.Json;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>A place in a cell's text and what is wrong there, as an editor marks it.</summary>
/// <param name="Line">The line it begins on, from 1.</param>
/// <param name="Column">The column it begins at, from 1, counted in UTF-16 code units; a tab is one.</param>
/// <param name="EndLine">The line it ends on.</param>
/// <param name="EndColumn">The column behind its last character; equal to <paramref name="Column"/> on one line when it is only a point.</param>
/// <param name="Severity"><c>error</c> or <c>warning</c>.</param>
/// <param name="Code">The compiler's code, for example <c>CS0103</c>, or the type of an exception.</param>
/// <param name="Message">What is wrong, in one line.</param>
public sealed record CellDiagnostic(
    int Line, int Column, int EndLine, int EndColumn, string Severity, string Code, string Message)
{
    /// <summary>The <see cref="Severity"/> of what makes a cell fail.</summary>
    public const string Error = "error";

    /// <summary>The <see cref="Severity"/> of what does not.</summary>
    public const string Warning = "warning";

    /// <summary>Writes it as an object, the same for the kernel's parent and for the page.</summary>
    internal void WriteTo(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("line", Line);
        json.WriteNumber("column", Column);
        json.WriteNumber("endLine", EndLine);
        json.WriteNumber("endColumn", EndColumn);
        json.WriteString("severity", Severity);
        json.WriteString("code", Code);
        json.WriteString("message", Message);
        json.WriteEndObject();
    }
}
