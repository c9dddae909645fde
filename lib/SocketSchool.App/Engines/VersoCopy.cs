using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.App.Engines;

/// <summary>
/// A notebook as Verso needs it: its C# kernel finds a file only by its absolute path, and it runs every cell once, so that a second
/// run is a second cell.
/// </summary>
sealed partial class VersoCopy
{
    /// <summary>Makes the copy.</summary>
    /// <param name="notebook">The notebook.</param>
    /// <param name="folder">Its folder, from which its paths start.</param>
    /// <param name="twice">Whether every code cell is to run two times in a row.</param>
    public VersoCopy(Notebook notebook, string folder, bool twice)
    {
        var root = JsonNode.Parse(notebook.ToJson())!;
        var cells = new JsonArray();
        foreach (var (cell, node) in notebook.Cells.Zip(root["cells"]!.AsArray()))
        {
            var times = cell.Kind == CellKind.Code && twice ? 2 : 1;
            for (var run = 1; run <= times; run++)
            {
                var copy = node!.DeepClone().AsObject();
                copy["source"] = cell.Kind == CellKind.Code ? WithAbsolutePaths(cell.Source, folder) : cell.Source;
                if (copy.ContainsKey("outputs"))
                    copy["outputs"] = new JsonArray();
                if (run == 2)
                    copy["id"] = cell.Id + "-again";
                cells.Add(copy);
                Runs.Add((cell, run));
            }
        }

        root["cells"] = cells;
        Json = root.ToJsonString();
    }

    /// <summary>The copy's text.</summary>
    public string Json { get; }

    /// <summary>For each cell of the copy, the notebook's cell and which run of it.</summary>
    public List<(NotebookCell Cell, int Run)> Runs { get; } = [];

    static string WithAbsolutePaths(string source, string folder) => Reference().Replace(
        source,
        match => $"{match.Groups["before"].Value}{Path.GetFullPath(Path.Combine(folder, match.Groups["path"].Value)).Replace('\\', '/')}\"");

    [GeneratedRegex("""^(?<before>\s*#(?:r|load)\s*")(?!\s*nuget:)(?<path>[^"]+)["]""", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}
