namespace SocketSchool.Notebooks.Pages;

/// <summary>Pictures as <c>data:</c> addresses, so that a page is one file.</summary>
internal static class PictureData
{
    /// <summary>The picture at a path relative to <paramref name="folder"/>; <see langword="null"/> when it cannot be put into the page.</summary>
    public static string? Embed(string url, string? folder)
    {
        if (url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
            return url;
        if (folder is null || url.Contains("://", StringComparison.Ordinal) || MimeType(url) is not { } mimeType)
            return null;
        try
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, Uri.UnescapeDataString(url)));
            return $"data:{mimeType};base64,{Convert.ToBase64String(bytes)}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    static string? MimeType(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".GIF" => "image/gif",
        ".SVG" => "image/svg+xml",
        ".WEBP" => "image/webp",
        _ => null,
    };
}
