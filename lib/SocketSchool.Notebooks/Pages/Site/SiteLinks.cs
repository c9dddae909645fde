using System.Text;

namespace SocketSchool.Notebooks.Pages;

/// <summary>
/// For the pages of a site: lessons link to each other, and pictures and other files of the repository that a lesson names are copied.
/// What is not there, or lies outside the repository, is no link.
/// </summary>
/// <param name="folder">The notebook's folder; the repository is the folder around it.</param>
/// <param name="pages">The pages by the full path of their notebooks.</param>
/// <param name="files">The site's files.</param>
internal sealed class SiteLinks(string folder, IReadOnlyDictionary<string, string> pages, SiteFiles files) : IPageLinks
{
    const long MaxBytes = 5_000_000;

    // A browser would save them instead of showing them.
    static readonly HashSet<string> Sources = new(
        [".cs", ".csx", ".md", ".py", ".sh", ".c", ".json", ".csv", ".tsv", ".yml", ".props", ".csproj"], StringComparer.OrdinalIgnoreCase);

    public string? Picture(string url)
    {
        if (url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return url;
        return IsElsewhere(url) ? null : Copy(Uri.UnescapeDataString(url));
    }

    public string? Page(string url)
    {
        if (url.StartsWith('#') || IsElsewhere(url))
            return url;
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var path = Uri.UnescapeDataString(hash < 0 ? url : url[..hash]);
        if (pages.TryGetValue(Path.GetFullPath(path, folder), out var page))
            return page + (hash < 0 ? "" : url[hash..]);
        return Copy(path);
    }

    string? Copy(string path)
    {
        var full = Path.GetFullPath(path, folder);
        var name = Path.GetRelativePath(folder, full).Replace('\\', '/');
        if (name.StartsWith("../", StringComparison.Ordinal))
        {
            name = Path.GetRelativePath(Path.GetDirectoryName(folder) ?? folder, full).Replace('\\', '/');
            if (name.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(name))
                return null;
            name = "files/" + name;
        }

        try
        {
            if (!File.Exists(full) || new FileInfo(full).Length > MaxBytes)
                return null;
            var content = File.ReadAllBytes(full);
            if (Sources.Contains(Path.GetExtension(full)))
            {
                name += ".txt";
                // Without a mark, a browser takes a text from file:// for Latin-1.
                if (!content.AsSpan().StartsWith(Encoding.UTF8.Preamble))
                    content = [.. Encoding.UTF8.Preamble, .. content];
            }

            files.Add(name, content);
            return Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    static bool IsElsewhere(string url) =>
        url.StartsWith("//", StringComparison.Ordinal) || Uri.TryCreate(url, UriKind.Absolute, out var uri) && !uri.IsFile;
}
