using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Pages;

/// <summary>
/// The folder that a site is written to. A list in it says which files are ours: so a later export replaces them and takes away what is
/// no longer part of the site, and nobody else's file is ever overwritten.
/// </summary>
public sealed class SiteFolder
{
    const string ListName = ".socketschool-export";

    readonly string path;

    SiteFolder(string path) => this.path = path;

    /// <summary>Looks at a folder before anything is written. It may be missing, empty, or hold an earlier site.</summary>
    /// <param name="path">The folder.</param>
    /// <exception cref="IOException">It is a file, or holds something else; the message says what to do.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static SiteFolder Open(string path)
    {
        if (File.Exists(path))
            throw new IOException($"{path} is a file. Name a folder.");
        if (Directory.Exists(path) && !File.Exists(Path.Combine(path, ListName)) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new IOException($"{path} holds files that are not an export of ours. Name a new or an empty folder.");
        return new SiteFolder(path);
    }

    internal void Write(SiteFiles files)
    {
        var list = Path.Combine(path, ListName);
        string[] earlier = File.Exists(list) ? File.ReadAllLines(list) : [];
        // The list comes first: an export that was broken off can be repeated.
        AtomicFile.Write(list, string.Concat(earlier.Union(files.Names, StringComparer.Ordinal).Select(name => name + "\n")));
        files.Write(path);
        foreach (var name in earlier.Except(files.Names, StringComparer.Ordinal))
            Remove(name);
        AtomicFile.Write(list, string.Concat(files.Names.Select(name => name + "\n")));
    }

    void Remove(string name)
    {
        var full = Path.GetFullPath(Path.Combine(path, name));
        // The list is a file that anybody may have changed.
        if (full.StartsWith(Path.GetFullPath(path) + Path.DirectorySeparatorChar, StringComparison.Ordinal) && name.Length > 0)
            File.Delete(full);
    }
}
