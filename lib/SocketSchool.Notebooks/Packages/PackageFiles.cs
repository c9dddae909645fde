using System.Text;
using System.Text.Json;

namespace SocketSchool.Notebooks.Packages;

/// <summary>The files of restored packages and of all that they need, in this machine's package folders.</summary>
/// <param name="Compile">What the compiler refers to.</param>
/// <param name="Runtime">What is loaded.</param>
/// <param name="Native">Libraries in machine code that the former load.</param>
/// <param name="Frameworks">Shared frameworks beyond the base one, for example <c>Microsoft.AspNetCore.App</c>.</param>
/// <param name="Versions">The versions that the restore decided on, by package id.</param>
internal sealed record PackageFiles(
    IReadOnlyList<string> Compile, IReadOnlyList<string> Runtime, IReadOnlyList<string> Native, IReadOnlyList<string> Frameworks,
    IReadOnlyDictionary<string, string> Versions)
{
    /// <summary>Whether every file is there: package folders get cleaned.</summary>
    public bool AllExist => Compile.Concat(Runtime).Concat(Native).All(File.Exists);

    /// <summary>Reads the file that a restore leaves, <c>project.assets.json</c>.</summary>
    /// <exception cref="JsonException">It is not such a file.</exception>
    /// <exception cref="KeyNotFoundException">It lacks the target.</exception>
    public static PackageFiles ReadAssets(ReadOnlyMemory<byte> json, string target)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var folders = root.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name).ToList();
        var libraries = root.GetProperty("libraries");
        var versions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var (compile, runtime, native, frameworks) = (new List<string>(), new List<string>(), new List<string>(), new List<string>());
        foreach (var package in root.GetProperty("targets").GetProperty(target).EnumerateObject())
        {
            var slash = package.Name.IndexOf('/', StringComparison.Ordinal);
            versions[package.Name[..slash]] = package.Name[(slash + 1)..];
            var path = libraries.GetProperty(package.Name).GetProperty("path").GetString()!;
            var folder = folders.Select(f => Path.Combine(f, path)).FirstOrDefault(Directory.Exists) ?? Path.Combine(folders[0], path);
            Add(compile, package.Value, "compile", folder);
            Add(runtime, package.Value, "runtime", folder);
            Add(native, package.Value, "native", folder);
            if (package.Value.TryGetProperty("frameworkReferences", out var names))
                frameworks.AddRange(names.EnumerateArray().Select(name => name.GetString()!));
        }

        return new(compile, runtime, native, [.. frameworks.Distinct(StringComparer.Ordinal)], versions);
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    /// <exception cref="KeyNotFoundException">It is something else.</exception>
    public static PackageFiles Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        List<string> List(string name) => [.. root.GetProperty(name).EnumerateArray().Select(item => item.GetString() ?? "")];
        return new(
            List("compile"), List("runtime"), List("native"), List("frameworks"),
            root.GetProperty("versions").EnumerateObject().ToDictionary(
                version => version.Name, version => version.Value.GetString() ?? "", StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>The lists as JSON, to be kept for the next time.</summary>
    public string ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            foreach (var (name, items) in new[] { ("compile", Compile), ("runtime", Runtime), ("native", Native), ("frameworks", Frameworks) })
            {
                json.WriteStartArray(name);
                foreach (var item in items)
                    json.WriteStringValue(item);
                json.WriteEndArray();
            }

            json.WriteStartObject("versions");
            foreach (var (id, version) in Versions)
                json.WriteString(id, version);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    static void Add(List<string> files, JsonElement package, string kind, string folder)
    {
        if (!package.TryGetProperty(kind, out var names))
            return;
        // A package that has nothing of a kind for this framework says so with a file named _._
        files.AddRange(names.EnumerateObject().Select(file => file.Name)
            .Where(name => !name.EndsWith("_._", StringComparison.Ordinal))
            .Select(name => Path.GetFullPath(Path.Combine(folder, name))));
    }
}
