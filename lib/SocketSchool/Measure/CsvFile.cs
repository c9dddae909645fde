namespace SocketSchool;

/// <summary>What the reports that are kept in files share.</summary>
internal static class CsvFile
{
    /// <summary>Writes beside the file first, then renames, so that the file is never half written.</summary>
    public static void Save(string path, string csv)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var full = Path.GetFullPath(path);
        var beside = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            File.WriteAllText(beside, csv);
            File.Move(beside, full, overwrite: true);
        }
        catch
        {
            File.Delete(beside);
            throw;
        }
    }

    /// <summary>The first line of the <c>.txt</c> file beside it, which says what machine it was; otherwise the file's name.</summary>
    public static string Machine(string path)
    {
        var note = Path.ChangeExtension(path, ".txt");
        var machine = File.Exists(note) ? File.ReadLines(note).FirstOrDefault() : null;
        return machine?.TrimEnd('.') ?? $"from {Path.GetFileName(path)}";
    }
}
