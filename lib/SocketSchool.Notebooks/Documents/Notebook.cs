using System.Text;
using System.Text.Json.Nodes;

namespace SocketSchool.Notebooks.Documents;

/// <summary>
/// A notebook in nbformat 4. Reading and saving is lossless: without a change the bytes are the same, and a change to a cell
/// rewrites only the value that changed.
/// </summary>
public sealed class Notebook
{
    readonly NotebookSyntax syntax;
    JsonObject metadata;
    bool isMetadataSet;

    internal Notebook(NotebookSyntax syntax, string name, JsonObject metadata, IReadOnlyList<NotebookCell> cells)
    {
        this.syntax = syntax;
        Name = name;
        this.metadata = metadata;
        Cells = cells;
    }

    /// <summary>What messages call this notebook: the path it was read from, or the name given to <see cref="Parse"/>.</summary>
    public string Name { get; }

    /// <summary>The notebook's metadata. A change inside it is not saved; set it to a changed copy to have it saved.</summary>
    public JsonObject Metadata
    {
        get => metadata;
        set
        {
            metadata = value;
            isMetadataSet = true;
        }
    }

    /// <summary>The cells, top to bottom.</summary>
    public IReadOnlyList<NotebookCell> Cells { get; }

    /// <summary>The first level-one heading of the notebook's Markdown, or its file name without extension.</summary>
    public string Title =>
        Cells.Where(cell => cell.Kind == CellKind.Markdown)
            .SelectMany(cell => cell.Source.Split('\n'))
            .FirstOrDefault(line => line.StartsWith("# ", StringComparison.Ordinal))?[2..].Trim()
        ?? Path.GetFileNameWithoutExtension(Name);

    /// <summary>Reads a notebook from a file.</summary>
    /// <param name="path">The <c>.ipynb</c> file.</param>
    /// <exception cref="NotebookFormatException">It is not there, cannot be read, or is not a C# notebook in nbformat 4.</exception>
    public static Notebook Load(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new NotebookFormatException($"{path}: there is no such file. Check the name and the folder you are in.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookFormatException($"{path}: cannot be read: {e.Message}", e);
        }

        return NotebookReader.Read(bytes, path);
    }

    /// <summary>Reads a notebook from its JSON text.</summary>
    /// <param name="json">The text of an <c>.ipynb</c> file.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="NotebookFormatException">It is not a C# notebook in nbformat 4.</exception>
    public static Notebook Parse(string json, string name = "notebook") => NotebookReader.Read(Encoding.UTF8.GetBytes(json), name);

    /// <summary>The notebook's JSON with the changes made so far.</summary>
    public string ToJson() => Encoding.UTF8.GetString(ToBytes());

    /// <summary>Writes the notebook beside <paramref name="path"/>, then renames, so that a half-written notebook never exists.</summary>
    /// <param name="path">The file to write or replace; its folder is created when missing.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder is write-protected.</exception>
    public void Save(string path) => AtomicFile.Write(path, ToFile());

    /// <summary>A notebook with the changes made so far and other cells: a notebook keeps the cells that it was read with.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="change">Changes the cells, in nbformat 4.</param>
    internal Notebook WithCells(string name, Action<JsonArray> change)
    {
        var root = JsonNode.Parse(ToJson())!.AsObject();
        change(root["cells"]!.AsArray());
        return Parse(new JsonText(" ", "\n", Ascii: false).Write(root, "") + "\n", name);
    }

    /// <summary>The notebook's file with the changes made so far.</summary>
    internal byte[] ToFile() => syntax.HasMark ? [0xEF, 0xBB, 0xBF, .. ToBytes()] : ToBytes();

    byte[] ToBytes()
    {
        var splices = NotebookSplice.For(syntax, Cells, isMetadataSet ? metadata : null);
        if (splices.Count == 0)
            return syntax.Bytes;
        using var result = new MemoryStream(syntax.Bytes.Length + 4096);
        var copied = 0;
        foreach (var splice in splices.OrderBy(splice => splice.Span.Start))
        {
            result.Write(syntax.Bytes, copied, splice.Span.Start - copied);
            result.Write(Encoding.UTF8.GetBytes(splice.Text));
            copied = splice.Span.End;
        }

        result.Write(syntax.Bytes, copied, syntax.Bytes.Length - copied);
        return result.ToArray();
    }
}
