using System.Globalization;
using System.Text.Json.Nodes;

namespace SocketSchool.Notebooks.Documents;

/// <summary>
/// Takes out of a notebook what running and looking at it put in: outputs, execution counts, and metadata that tools write on every
/// save. All else stays as it is, byte for byte, so that version control sees what a person changed.
/// </summary>
public static class NotebookStrip
{
    // What JupyterLab, Jupyter's older notebook, VS Code and papermill note of a cell's run or of how it is shown.
    static readonly string[] CellKeys = ["collapsed", "scrolled", "execution", "ExecuteTime", "papermill", "trusted", "vscode", "language_info"];

    static readonly string[] NotebookKeys = ["widgets", "orig_nbformat", "papermill", "vscode"];

    /// <summary>Strips a notebook in any language.</summary>
    /// <param name="bytes">The <c>.ipynb</c> file.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="found">What was taken out, in words; empty when there was nothing.</param>
    /// <returns>The stripped file; the same bytes when there was nothing to take out.</returns>
    /// <exception cref="NotebookFormatException">It is not a notebook in nbformat 4.</exception>
    public static byte[] Apply(byte[] bytes, string name, out IReadOnlyList<string> found)
    {
        var notebook = NotebookReader.Read(bytes, name, anyLanguage: true);
        var (outputs, counts, metadata) = (new List<int>(), new List<int>(), new List<int>());
        for (var i = 0; i < notebook.Cells.Count; i++)
        {
            var cell = notebook.Cells[i];
            if (cell.Outputs.Count > 0)
            {
                cell.Outputs = [];
                outputs.Add(i + 1);
            }

            if (cell.ExecutionCount is not null)
            {
                cell.ExecutionCount = null;
                counts.Add(i + 1);
            }

            if (Changed(cell.Metadata, StripCell) is { } stripped)
            {
                cell.Metadata = stripped;
                metadata.Add(i + 1);
            }
        }

        var names = new List<string>();
        Say(names, "outputs", outputs);
        Say(names, "execution counts", counts);
        Say(names, "metadata of tools", metadata);
        if (Changed(notebook.Metadata, whole => StripNotebook(whole, notebook)) is { } changed)
        {
            notebook.Metadata = changed;
            names.Add("metadata of tools at its end");
        }

        found = names;
        return names.Count == 0 ? bytes : notebook.ToFile();
    }

    static JsonObject? Changed(JsonObject metadata, Action<JsonObject> strip)
    {
        var copy = metadata.DeepClone().AsObject();
        strip(copy);
        return JsonNode.DeepEquals(copy, metadata) ? null : copy;
    }

    static void StripCell(JsonObject metadata)
    {
        foreach (var key in CellKeys)
            metadata.Remove(key);
        // JupyterLab writes these two when somebody opens the pane in which tags are edited.
        if (metadata["editable"]?.ToJsonString() == "true")
            metadata.Remove("editable");
        if (metadata["slideshow"] is JsonObject { Count: 1 } slideshow && slideshow["slide_type"]?.ToString() == "")
            metadata.Remove("slideshow");
        if (metadata["jupyter"] is JsonObject jupyter && jupyter.Remove("outputs_hidden") && jupyter.Count == 0)
            metadata.Remove("jupyter");
    }

    static void StripNotebook(JsonObject metadata, Notebook notebook)
    {
        foreach (var key in NotebookKeys)
            metadata.Remove(key);
        if (metadata["kernelspec"]?["name"]?.ToString().StartsWith(".net-", StringComparison.Ordinal) != true)
            return;
        // Jupyter writes the kernel's version here, Polyglot Notebooks this name.
        if (metadata.ContainsKey("language_info"))
            metadata["language_info"] = new JsonObject { ["name"] = "polyglot-notebook" };
        if (metadata["polyglot_notebook"]?["kernelInfo"] is not JsonObject kernels)
            return;
        // Polyglot Notebooks lists all the kernels that it started. Those that the cells name are what it needs to open the notebook.
        metadata.Remove("kernelInfo");
        var used = notebook.Cells.Select(cell => (cell.Metadata["polyglot_notebook"] as JsonObject)?["kernelName"]?.ToString())
            .Append(kernels["defaultKernelName"]?.ToString()).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        if (kernels.ContainsKey("items"))
            kernels["items"] = new JsonArray([.. used.Select(name => new JsonObject { ["aliases"] = new JsonArray(), ["name"] = name })]);
    }

    static void Say(List<string> names, string what, List<int> cells)
    {
        if (cells.Count > 0)
            names.Add($"{what} (cell {string.Join(", ", cells.Select(number => number.ToString(CultureInfo.InvariantCulture)))})");
    }
}
