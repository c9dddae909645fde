using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>Compile errors as a learner reads them: line and column in the cell, the line itself, a caret under the place.</summary>
internal static class DiagnosticText
{
    public const string ErrorName = "Compilation error";

    /// <summary>The error event for a cell that does not compile.</summary>
    /// <param name="diagnostics">What the compiler said.</param>
    /// <param name="code">The cell's source.</param>
    /// <param name="label">The cell's name, which is also the path of its syntax tree.</param>
    public static KernelEvent.Error ToEvent(IEnumerable<Diagnostic> diagnostics, string code, string label)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)
            .OrderBy(d => d.Location.SourceSpan.Start).ToList();
        var traceback = new List<string>();
        foreach (var error in errors)
            AddLines(traceback, error, code, label);
        return new(ErrorName, errors.Count == 0 ? "the cell does not compile" : Headline(errors[0], label), traceback)
        {
            Diagnostics = [.. errors.Select(error => Place(error, label)).OfType<CellDiagnostic>()],
        };
    }

    static CellDiagnostic? Place(Diagnostic error, string label)
    {
        var place = error.Location.GetLineSpan();
        // What is wrong in a file that the cell loads has its place in the traceback alone.
        if (!place.IsValid || place.Path != label)
            return null;
        var (start, end) = (place.StartLinePosition, place.EndLinePosition);
        return new(
            start.Line + 1, start.Character + 1, end.Line + 1, end.Character + 1, CellDiagnostic.Error, error.Id,
            Message(error).ReplaceLineEndings(" "));
    }

    static void AddLines(List<string> lines, Diagnostic error, string code, string label)
    {
        lines.Add(Headline(error, label));
        var place = error.Location.GetLineSpan();
        var text = place.Path == label ? code.Split('\n') : error.Location.SourceTree?.ToString().Split('\n') ?? [];
        if (!place.IsValid || place.StartLinePosition.Line >= text.Length)
            return;
        var line = text[place.StartLinePosition.Line].TrimEnd('\r');
        var start = Math.Min(place.StartLinePosition.Character, line.Length);
        var end = place.EndLinePosition.Line == place.StartLinePosition.Line ? place.EndLinePosition.Character : line.Length;
        // Tabs stay tabs in the margin, so that the caret stands under its place however wide a tab is shown.
        var margin = string.Concat(line[..start].Select(c => c == '\t' ? '\t' : ' '));
        lines.Add("    " + line);
        lines.Add("    " + margin + new string('^', Math.Max(1, Math.Min(end, line.Length) - start)));
    }

    static string Headline(Diagnostic error, string label)
    {
        var place = error.Location.GetLineSpan();
        var path = !place.IsValid || place.Path == label ? "" : Path.GetFileName(place.Path);
        var position = place.IsValid
            ? string.Create(
                CultureInfo.InvariantCulture, $"({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1}): ")
            : "";
        return $"{path}{position}error {error.Id}: {Message(error)}";
    }

    static string Message(Diagnostic error)
    {
        var message = error.GetMessage(CultureInfo.InvariantCulture);
        return error.Id switch
        {
            // CS0006: metadata file not found.
            "CS0006" => $"{message}. If it is built from this repository: run 'dotnet build' in its root, then restart the kernel.",
            _ when error.Location.IsInSource && LineAt(error).StartsWith("#!", StringComparison.Ordinal) =>
                $"{message}. Lines with #! are commands of .NET Interactive; this kernel runs plain C#.",
            _ => message,
        };
    }

    static string LineAt(Diagnostic error) =>
        error.Location.SourceTree!.GetText().Lines.GetLineFromPosition(error.Location.SourceSpan.Start).ToString().TrimStart();
}
