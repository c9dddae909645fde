using System.Reflection;
using System.Security.Cryptography;

namespace SocketSchool.App.Serve;

/// <summary>The files of the page: those built into the program, or those of a folder for people who change them.</summary>
sealed class PageFiles
{
    const string Prefix = "page/";

    readonly Dictionary<string, byte[]> files = new(StringComparer.Ordinal);
    readonly string? folder;

    /// <param name="folder">A folder to serve instead; <see langword="null"/> for what is built in.</param>
    public PageFiles(string? folder)
    {
        this.folder = folder is null ? null : Path.GetFullPath(folder);
        var assembly = Assembly.GetExecutingAssembly();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            files[name[Prefix.Length..].Replace('\\', '/')] = content;
            hash.AppendData(content);
        }

        Hash = this.folder is null ? Convert.ToHexStringLower(hash.GetCurrentHash())[..16] : "live";
    }

    /// <summary>Changes when any of them does; part of their addresses.</summary>
    public string Hash { get; }

    /// <summary>Whether a browser may keep them for good.</summary>
    public bool AreFixed => folder is null;

    /// <summary>The content of a file; <see langword="null"/> when there is none of that name.</summary>
    public byte[]? Read(string name)
    {
        // A name that is built in is a name that may be read; nothing else of the folder is.
        if (!files.TryGetValue(name, out var content))
            return folder is not null && IsPlain(name) ? ReadLive(name) : null;
        return folder is null ? content : ReadLive(name) ?? content;
    }

    byte[]? ReadLive(string name)
    {
        var path = Path.Combine(folder!, name);
        return File.Exists(path) ? File.ReadAllBytes(path) : null;
    }

    static bool IsPlain(string name) =>
        name.Split('/').All(part => part.Length > 0 && part[0] != '.' && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_'))
        && MimeTypes.Of(name) is not null;
}
