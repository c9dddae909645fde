using SocketSchool.Notebooks.Pages;

namespace SocketSchool.Notebooks.Sessions;

/// <summary>Links as they are from <c>/lesson/NAME</c>, relative, so that they hold under any base path.</summary>
internal sealed class LessonLinks : IPageLinks
{
    const string Pictures = "images/";
    const string Extension = ".ipynb";

    public string? Picture(string url)
    {
        if (url.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase))
            return url;
        return url.StartsWith(Pictures, StringComparison.Ordinal) ? "../picture/" + url[Pictures.Length..] : null;
    }

    public string? Page(string url)
    {
        if (url.StartsWith('#'))
            return url;
        if (Uri.TryCreate(url, UriKind.Absolute, out var uri) && !uri.IsFile)
            return uri.Scheme is "http" or "https" or "mailto" ? url : null;
        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var path = hash < 0 ? url : url[..hash];
        return path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) && !path.Contains('/', StringComparison.Ordinal)
            ? path[..^Extension.Length] + (hash < 0 ? "" : url[hash..])
            : null;
    }
}
