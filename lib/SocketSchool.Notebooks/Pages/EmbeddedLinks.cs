namespace SocketSchool.Notebooks.Pages;

/// <summary>For a page that is one file: pictures are put into it, and links to notebooks lead to pages beside it.</summary>
/// <param name="folder">The folder that pictures are relative to; <see langword="null"/> leaves them out.</param>
internal sealed class EmbeddedLinks(string? folder) : IPageLinks
{
    public string? Picture(string url) => PictureData.Embed(url, folder);

    public string? Page(string url)
    {
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var path = hash < 0 ? url : url[..hash];
        return !url.Contains("://", StringComparison.Ordinal) && path.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase)
            ? path[..^".ipynb".Length] + ".html" + (hash < 0 ? "" : url[hash..])
            : url;
    }
}
