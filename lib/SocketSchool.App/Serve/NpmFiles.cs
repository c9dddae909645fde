using System.Security.Cryptography;
using System.Text.Json;

namespace SocketSchool.App.Serve;

/// <summary>
/// The files of npm packages that the page uses, from the packages that the build fetched, or from a public CDN. Only listed files are
/// served, and only with the content that the list's hash names.
/// </summary>
sealed class NpmFiles
{
    /// <summary>Where the CDN has the files of npm packages.</summary>
    public const string Cdn = "https://cdn.jsdelivr.net/npm/";

    const string ListName = "packages.json";
    const string PlotlyPackage = "plotly.js-basic-dist-min";

    readonly List<NpmFile> list;
    readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);

    /// <param name="page">The page's own files, among them the list.</param>
    /// <param name="source">Where files may come from.</param>
    /// <param name="folder">The folder <c>node_modules</c>; <see langword="null"/> for the one of the repository.</param>
    public NpmFiles(PageFiles page, NpmSource source, string? folder = null)
    {
        list = page.Read(ListName) is { } json ? Parse(json) : [];
        if (source == NpmSource.Offline || list.Count == 0)
            return;
        if (Load(folder ?? FindFolder()))
            Mode = "local";
        else if (source == NpmSource.Any)
            Mode = "cdn";
    }

    /// <summary><c>local</c>, <c>cdn</c> or <c>none</c>.</summary>
    public string Mode { get; } = "none";

    /// <summary>What a page's policy must allow beside our own scripts; empty for nothing.</summary>
    public string ScriptSource => Mode == "cdn" ? Cdn : "";

    /// <summary>The content of a file by its address behind <c>/npm/</c>; <see langword="null"/> for anything else.</summary>
    public byte[]? Read(string address) => files.GetValueOrDefault(address);

    /// <summary>The import map (HTML, section 8.1.5.4) for a page whose addresses start with <paramref name="root"/>.</summary>
    public string ImportMap(string root)
    {
        var modules = Mode == "none" ? [] : list.Where(file => file.Specifier is not null).ToList();
        return Write(json =>
        {
            json.WriteStartObject("imports");
            foreach (var file in modules)
                json.WriteString(file.Specifier!, AddressOf(file, root));
            json.WriteEndObject();
            json.WriteStartObject("integrity");
            foreach (var file in modules)
                json.WriteString(AddressOf(file, root), file.Integrity);
            json.WriteEndObject();
        });
    }

    /// <summary>What the page's scripts need to know, as JSON that may stand in a script element.</summary>
    public string Settings(string root, string assets, string? lesson, string title) => Write(json =>
    {
        json.WriteString("base", root);
        json.WriteString("assets", assets);
        json.WriteString("lesson", lesson);
        json.WriteString("title", title);
        json.WriteString("npm", Mode);
        if (Mode != "none" && list.Find(file => file.Package == PlotlyPackage) is { } plotly)
        {
            json.WriteStartObject("plotly");
            json.WriteString("src", AddressOf(plotly, root));
            json.WriteString("integrity", plotly.Integrity);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("plotly");
        }
    });

    string AddressOf(NpmFile file, string root) => Mode == "cdn" ? Cdn + file.Address : $"{root}npm/{file.Address}";

    // All or nothing: modules of two sources would be two copies of one module.
    bool Load(string? folder)
    {
        if (folder is null)
            return false;
        foreach (var file in list)
        {
            var path = Path.Combine(folder, file.Package, file.Path);
            try
            {
                var content = File.ReadAllBytes(path);
                if ("sha384-" + Convert.ToBase64String(SHA384.HashData(content)) != file.Integrity)
                    return false;
                files[file.Address] = content;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }

        return true;
    }

    // Beside the page's sources, where the build put it; this program lies below them, or below the tests beside them.
    static string? FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            foreach (var place in new[] { "Page", "lib/SocketSchool.App/Page" })
            {
                var candidate = Path.Combine(folder.FullName, place, "node_modules");
                if (Directory.Exists(candidate))
                    return candidate;
            }
        }

        return null;
    }

    static List<NpmFile> Parse(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.GetProperty("files").EnumerateArray().Select(file => file.Deserialize<NpmFile>()!)];
    }

    // The default encoder escapes < and >, so that no value can end the script element that it stands in.
    static string Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(buffer.ToArray());
    }
}
