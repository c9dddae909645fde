using System.Text.Json;
using System.Text.RegularExpressions;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Formatting;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Packages;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Engines;

/// <summary>What Verso reports of a notebook: a list of cells, each with its outputs in one form.</summary>
static partial class VersoReport
{
    /// <summary>Puts the outputs into the notebook and judges its cells.</summary>
    /// <exception cref="JsonException">It is not such a report.</exception>
    /// <exception cref="KeyNotFoundException">It is not such a report.</exception>
    /// <exception cref="FormatException">It is the report of another notebook.</exception>
    public static List<CellResult> Read(byte[] report, VersoCopy copy)
    {
        using var document = JsonDocument.Parse(report);
        var cells = document.RootElement.GetProperty("cells").EnumerateArray().ToList();
        if (cells.Count != copy.Runs.Count)
            throw new FormatException($"Verso reports {cells.Count} cells of {copy.Runs.Count}");
        var results = new List<CellResult>();
        var lacking = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var ((cell, run), reported) in copy.Runs.Zip(cells))
        {
            if (cell.Kind != CellKind.Code)
                continue;
            // The second run takes the place of the first, unless that failed.
            if (run == 2 && results[^1].Outcome != CellOutcome.Passed)
                continue;
            var number = run == 2 ? results.Count : results.Count + 1;
            var result = Judge(cell, number, reported, lacking);
            if (run == 2)
                results[^1] = result.IsFailure ? result with { Error = $"on its second run: {result.Error}" } : result;
            else
                results.Add(result);
        }

        return results;
    }

    static CellResult Judge(NotebookCell cell, int number, JsonElement reported, Dictionary<string, string> lacking)
    {
        var outputs = new CellOutputs();
        foreach (var output in reported.GetProperty("outputs").EnumerateArray())
            outputs.Add(Event(output));
        if (outputs.Error is null && Text(reported, "status") is not "Success" and var status && cell.Source.AsSpan().Trim().Length > 0)
            outputs.Add(new KernelEvent.Error("Verso", $"the cell ended as {status}", [$"Verso: the cell ended as {status}"]));
        cell.Outputs = outputs.ToJson(number);
        cell.ExecutionCount = number;
        return NotebookRunner.Judge(cell, number, outputs.Error, lacking);
    }

    static KernelEvent Event(JsonElement output)
    {
        var (type, content, name) = (Text(output, "mimeType"), Text(output, "content"), Text(output, "errorName"));
        if (!output.TryGetProperty("isError", out var isError) || isError.ValueKind != JsonValueKind.True)
            return new KernelEvent.Display(new MimeBundle([new(type, content)]));
        // What a cell writes to standard error comes as an error of this name; exceptions come with their own.
        if (name == "Error" && Text(output, "errorStackTrace").Length == 0)
            return new KernelEvent.ConsoleText("stderr", content);
        var lines = content.ReplaceLineEndings("\n").Split('\n');
        if (Missing().Match(content) is { Success: true } missing)
        {
            var why = $"package {missing.Groups["id"].Value} is not on your package source";
            return new KernelEvent.Error(PackageReference.ErrorName, why, [why]);
        }

        if (name == "CompilationError")
            return new KernelEvent.Error(DiagnosticText.ErrorName, lines[0], lines);
        var colon = lines[0].IndexOf(": ", StringComparison.Ordinal);
        return new KernelEvent.Error(name, colon < 0 ? lines[0] : lines[0][(colon + 2)..], [.. lines, .. Text(output, "errorStackTrace").ReplaceLineEndings("\n").Split('\n')]);
    }

    [GeneratedRegex(@"Package '(?<id>[\w.-]+)'.* was not found on any configured source")]
    private static partial Regex Missing();

    static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
