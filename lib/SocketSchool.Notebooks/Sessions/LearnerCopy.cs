using System.Globalization;
using System.Text.Json.Nodes;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Sessions;

/// <summary>
/// A learner's own copy of a lesson. The original is only read. The copy is made by the first <see cref="Save"/>, beside a snapshot of
/// the original it was made from (<c>.originals/</c>), so that a later version of the lesson can be merged. Not safe for several threads.
/// </summary>
public sealed class LearnerCopy
{
    const long MaxBytes = 64 * 1024 * 1024;

    readonly string originalPath;
    readonly string snapshotPath;
    readonly TimeProvider time;
    readonly HashSet<string> unsaved = new(StringComparer.Ordinal);
    byte[] originalBytes;
    Dictionary<string, string> originalSources;
    FileStamp? stamp;
    Dictionary<string, string> lastSaved = new(StringComparer.Ordinal);
    string? brokenPath;
    string? brokenHash;
    bool hasMerged;

    LearnerCopy(string originalPath, string folder, TimeProvider time)
    {
        this.originalPath = originalPath;
        this.time = time;
        FilePath = Path.Combine(folder, Path.GetFileName(originalPath));
        snapshotPath = Path.Combine(folder, ".originals", Path.GetFileName(originalPath));
        originalBytes = ReadOriginal(originalPath);
        Document = NotebookReader.Read(originalBytes, originalPath);
        originalSources = Sources(Document);
    }

    /// <summary>The copy's file.</summary>
    public string FilePath { get; }

    /// <summary>Whether that file is there.</summary>
    public bool Exists => File.Exists(FilePath);

    /// <summary>The lesson as the learner has it. Changes to its cells are kept by <see cref="Save"/>.</summary>
    public Notebook Document { get; private set; }

    /// <summary>What happened to the copy that the learner should know, in a line; <see langword="null"/> for nothing.</summary>
    public string? Notice { get; private set; }

    /// <summary>The cells whose text is not in the file yet.</summary>
    public IReadOnlyList<string> Unsaved => [.. unsaved];

    /// <summary>Opens the copy of a lesson, or the lesson itself while there is no copy.</summary>
    /// <param name="original">The lesson's <c>.ipynb</c>.</param>
    /// <param name="folder">The folder of the learner's copies; it need not exist yet.</param>
    /// <param name="time">The clock that names what is kept aside.</param>
    /// <exception cref="NotebookFormatException">The original cannot be used.</exception>
    /// <exception cref="IOException">The copy is there and cannot be read.</exception>
    public static LearnerCopy Open(string original, string folder, TimeProvider time)
    {
        var copy = new LearnerCopy(Path.GetFullPath(original), Path.GetFullPath(folder), time);
        copy.Load();
        return copy;
    }

    /// <summary>The lesson's own text of a cell; <see langword="null"/> when the cell is the learner's.</summary>
    /// <param name="cell">The cell's id.</param>
    public string? OriginalSource(string cell) => originalSources.GetValueOrDefault(cell);

    /// <summary>Changes a cell's text; <see cref="Save"/> writes it.</summary>
    /// <param name="cell">A cell of <see cref="Document"/>.</param>
    /// <param name="source">The new text.</param>
    public void Edit(NotebookCell cell, string source)
    {
        cell.Source = source;
        unsaved.Add(cell.Id);
    }

    /// <summary>Adds a code cell of the learner's own; <see cref="Save"/> writes it.</summary>
    /// <param name="after">The id of the cell that it stands behind; <see langword="null"/> puts it first.</param>
    /// <param name="source">Its text.</param>
    /// <returns>Its id; <see langword="null"/> when there is no cell <paramref name="after"/>.</returns>
    public string? Add(string? after, string source)
    {
        var at = after is null ? 0 : Document.Cells.ToList().FindIndex(cell => cell.Id == after) + 1;
        if (after is not null && at == 0)
            return null;
        string id;
        do
            id = $"my-{Guid.NewGuid():N}"[..11];
        while (Document.Cells.Any(cell => cell.Id == id));
        Document = Document.WithCells(FilePath, cells => cells.Insert(at, new JsonObject
        {
            ["cell_type"] = "code",
            ["execution_count"] = null,
            ["id"] = id,
            ["metadata"] = new JsonObject(),
            ["outputs"] = new JsonArray(),
            ["source"] = NotebookCell.Lines(source),
        }));
        return id;
    }

    /// <summary>Removes a cell; <see cref="Save"/> writes that.</summary>
    /// <param name="cell">A cell of <see cref="Document"/>.</param>
    public void Remove(NotebookCell cell)
    {
        var at = Document.Cells.ToList().IndexOf(cell);
        Document = Document.WithCells(FilePath, cells => cells.RemoveAt(at));
        unsaved.Remove(cell.Id);
    }

    /// <summary>
    /// Takes in what somebody else wrote to the file since it was last read or written. Edits that are not saved yet stay, except in
    /// cells that the other changed too.
    /// </summary>
    /// <returns>The cells whose text is another now; <see langword="null"/> when nobody wrote.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IReadOnlyList<string>? TakeOutsideChange()
    {
        if (stamp is null ? !Exists : !Exists || stamp.Matches(FilePath))
            return null;
        var bytes = Read(FilePath);
        var seen = FileStamp.Of(FilePath, bytes);
        if (seen.Hash == stamp?.Hash)
        {
            stamp = seen;
            return null;
        }

        Notebook theirs;
        try
        {
            theirs = NotebookReader.Read(bytes, FilePath);
        }
        catch (NotebookFormatException e)
        {
            // Half written, perhaps. What is still the same at the next look is kept aside.
            if (brokenHash != seen.Hash)
            {
                brokenHash = seen.Hash;
                throw new IOException($"{e.Message} The page goes on with what it has.", e);
            }

            File.Copy(FilePath, AsideName("broken"));
            stamp = seen;
            return null;
        }

        var ours = Document;
        var mine = ours.Cells.Where(cell => unsaved.Contains(cell.Id)).ToList();
        var old = Sources(ours);
        var wasSaved = mine.ToDictionary(cell => cell.Id, cell => lastSaved.GetValueOrDefault(cell.Id), StringComparer.Ordinal);
        Document = theirs;
        stamp = seen;
        lastSaved = Sources(theirs);
        foreach (var cell in mine)
        {
            var their = theirs.Cells.FirstOrDefault(c => c.Id == cell.Id);
            if (their is not null && their.Source == wasSaved[cell.Id])
                their.Source = cell.Source;
            else
                unsaved.Remove(cell.Id);
        }

        return [.. Document.Cells.Where(cell => old.GetValueOrDefault(cell.Id) != cell.Source).Select(cell => cell.Id)];
    }

    /// <summary>Writes the copy, whole or not at all. Look at <see cref="TakeOutsideChange"/> before.</summary>
    /// <exception cref="IOException">It cannot be written; one line says why and what to do.</exception>
    public void Save()
    {
        try
        {
            MoveBrokenAside();
            if (stamp is null || hasMerged)
                AtomicFile.Write(snapshotPath, originalBytes);
            Document.Save(FilePath);
            stamp = FileStamp.Of(FilePath, File.ReadAllBytes(FilePath));
            hasMerged = false;
            unsaved.Clear();
            lastSaved = Sources(Document);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Not saved: {FilePath}: {Reason(e)} Your text stays in the page and is saved as soon as that works.", e);
        }
    }

    /// <summary>Keeps the copy as it is on disk under another name.</summary>
    /// <returns>The name; <see langword="null"/> when there is no copy.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public string? KeepAside()
    {
        if (!Exists)
            return null;
        var aside = AsideName("bak");
        File.Copy(FilePath, aside);
        return Path.GetFileName(aside);
    }

    /// <summary>Begins anew from the lesson as it is now; <see cref="Save"/> writes that.</summary>
    /// <exception cref="NotebookFormatException">The original cannot be used.</exception>
    public void StartOver()
    {
        originalBytes = ReadOriginal(originalPath);
        Document = NotebookReader.Read(originalBytes, originalPath);
        originalSources = Sources(Document);
        unsaved.Clear();
        hasMerged = true;
    }

    void Load()
    {
        if (!Exists)
        {
            lastSaved = Sources(Document);
            return;
        }

        var bytes = Read(FilePath);
        try
        {
            var mine = NotebookReader.Read(bytes, FilePath);
            stamp = FileStamp.Of(FilePath, bytes);
            Merge(mine);
        }
        catch (NotebookFormatException e)
        {
            brokenPath = AsideName("broken");
            Notice = $"{Path.GetFileName(FilePath)}, your copy, could not be read and is kept as {Path.GetFileName(brokenPath)}. This is the lesson itself. ({e.Message})";
            try
            {
                MoveBrokenAside();
            }
            catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
            {
                // Tried again before anything is written in its place.
            }
        }

        lastSaved = Sources(Document);
    }

    void Merge(Notebook mine)
    {
        var original = Document;
        Document = mine;
        if (ReadSnapshot() is not { } snapshot || snapshot.AsSpan().SequenceEqual(originalBytes))
            return;
        Notebook before;
        try
        {
            before = NotebookReader.Read(snapshot, snapshotPath);
        }
        catch (NotebookFormatException)
        {
            return;
        }

        var (merged, both) = LessonUpdate.Merge(before, mine, original, FilePath);
        var aside = TryKeepAside();
        Document = merged;
        hasMerged = true;
        var kept = aside is null ? "" : $" Your copy as it was is kept as {aside}.";
        Notice = both.Count == 0
            ? $"This lesson was updated since you began it. Your edits are kept.{kept}"
            : $"This lesson was updated since you began it. Your edits are kept. {Count(both.Count)} that you changed were changed in the lesson too ({string.Join(", ", both)}): reset a cell to see the new text.{kept}";
    }

    static string Count(int cells) => cells == 1 ? "1 cell" : string.Create(CultureInfo.InvariantCulture, $"{cells} cells");

    string? TryKeepAside()
    {
        try
        {
            return KeepAside();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    void MoveBrokenAside()
    {
        if (brokenPath is null)
            return;
        if (File.Exists(FilePath))
            File.Move(FilePath, brokenPath);
        brokenPath = null;
    }

    byte[]? ReadSnapshot()
    {
        try
        {
            return File.Exists(snapshotPath) ? Read(snapshotPath) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    string AsideName(string why)
    {
        var stamped = time.GetLocalNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        for (var number = 1; ; number++)
        {
            var suffix = number == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"-{number}");
            var path = Path.Combine(Path.GetDirectoryName(FilePath)!, $"{Path.GetFileNameWithoutExtension(FilePath)}.{why}-{stamped}{suffix}.ipynb");
            if (!File.Exists(path))
                return path;
        }
    }

    static byte[] ReadOriginal(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new NotebookFormatException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    static byte[] Read(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes)
                throw new IOException($"{path}: is larger than 64 MiB, which no lesson is. Move it away, or make it smaller.");
            return File.ReadAllBytes(path);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    static string Reason(Exception e) => e switch
    {
        // ENOSPC and ERROR_DISK_FULL.
        IOException { HResult: 28 or unchecked((int)0x80070070) } => "the disk is full. Make room.",
        UnauthorizedAccessException => "the folder or the file is write-protected. Allow writing, or choose another folder: serve --my DIR.",
        _ => e.Message,
    };

    static Dictionary<string, string> Sources(Notebook notebook) =>
        notebook.Cells.ToDictionary(cell => cell.Id, cell => cell.Source, StringComparer.Ordinal);
}
