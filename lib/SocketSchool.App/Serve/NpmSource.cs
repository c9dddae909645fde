namespace SocketSchool.App.Serve;

/// <summary>Where the editor and the figures of the page may come from.</summary>
enum NpmSource
{
    /// <summary>The packages that the build fetched; without them, a public CDN.</summary>
    Any,

    /// <summary>The packages that the build fetched; without them, none.</summary>
    NoCdn,

    /// <summary>None: plain text areas and tables.</summary>
    Offline,
}
