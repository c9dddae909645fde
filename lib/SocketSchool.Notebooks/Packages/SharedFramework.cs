using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Packages;

/// <summary>Frameworks that are installed beside the base one, as a web server's is.</summary>
internal static class SharedFramework
{
    /// <summary>The assemblies of a framework in the version that fits the running one; none when it is not installed.</summary>
    /// <param name="name">For example <c>Microsoft.AspNetCore.App</c>.</param>
    public static IReadOnlyList<string> Files(string name)
    {
        var all = new DirectoryInfo(Path.Combine(ScriptReferences.FrameworkFolder, "..", "..", name));
        if (name == "Microsoft.NETCore.App" || !all.Exists)
            return [];
        var fitting = all.EnumerateDirectories()
            .Where(folder => Version.TryParse(folder.Name, out var version) && version.Major == Environment.Version.Major)
            .MaxBy(folder => Version.Parse(folder.Name));
        return fitting is null ? [] : [.. fitting.EnumerateFiles("*.dll").Select(file => file.FullName)];
    }
}
