using System.Text.Json.Serialization;

namespace SocketSchool.App.Serve;

/// <summary>One file of an npm package that the page uses.</summary>
/// <param name="Specifier">What our modules import it as; <see langword="null"/> for a classic script.</param>
/// <param name="Package">The package.</param>
/// <param name="Version">The version that the lock file pins.</param>
/// <param name="Path">The file in the package.</param>
/// <param name="Integrity">Its hash, as Subresource Integrity writes it.</param>
sealed record NpmFile(
    [property: JsonPropertyName("specifier")] string? Specifier,
    [property: JsonPropertyName("package")] string Package,
    [property: JsonPropertyName("version")] string Version,
    [property: JsonPropertyName("path")] string Path,
    [property: JsonPropertyName("integrity")] string Integrity)
{
    /// <summary>Its address behind <c>/npm/</c>, and behind a CDN's address: it names the version, so it never changes its content.</summary>
    public string Address => $"{Package}@{Version}/{Path}";
}
