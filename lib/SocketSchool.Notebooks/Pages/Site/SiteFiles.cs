using System.Text;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Notebooks.Pages;

/// <summary>The files of a site while it is made: what each is to hold, or where it is copied from.</summary>
internal sealed class SiteFiles
{
    readonly SortedDictionary<string, byte[]> contents = new(StringComparer.Ordinal);

    /// <summary>The files' names, relative to the site, with <c>/</c>.</summary>
    public IReadOnlyCollection<string> Names => contents.Keys;

    public void Add(string name, string text) => contents[name] = Encoding.UTF8.GetBytes(text);

    public void Add(string name, byte[] content) => contents[name] = content;

    /// <exception cref="IOException">A file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">A file or its folder is write-protected.</exception>
    public void Write(string folder)
    {
        foreach (var (name, content) in contents)
            AtomicFile.Write(Path.Combine(folder, name), content);
    }
}
