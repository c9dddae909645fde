namespace SocketSchool.App.Serve;

/// <summary>The kinds of file that the page is made of.</summary>
static class MimeTypes
{
    /// <summary>The media type by a file's name; <see langword="null"/> for files that are not served.</summary>
    public static string? Of(string name) => Path.GetExtension(name).ToLowerInvariant() switch
    {
        ".html" => "text/html; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".json" => "application/json; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".webp" => "image/webp",
        ".gif" => "image/gif",
        ".woff2" => "font/woff2",
        _ => null,
    };
}
