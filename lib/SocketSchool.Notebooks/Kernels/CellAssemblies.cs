using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// Where cells and the libraries they refer to are loaded. A library that a cell named with <c>#r</c> comes from that very file, also
/// when one of the same name lies beside the program that hosts the kernel; everything else comes from there or from the framework.
/// </summary>
internal sealed class CellAssemblies() : AssemblyLoadContext("cells")
{
    // The program's own libraries are among the trusted ones too; a notebook that names one of those gets its own.
    static readonly Lazy<HashSet<string>> frameworkFiles = new(() =>
        [.. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator)
            .Where(path => !path.StartsWith(AppContext.BaseDirectory, StringComparison.Ordinal))]);

    readonly ConcurrentDictionary<string, string> paths = new(StringComparer.OrdinalIgnoreCase);
    readonly ConcurrentDictionary<string, string> natives = new(StringComparer.OrdinalIgnoreCase);
    ImmutableList<Assembly> libraries = [];

    /// <summary>The libraries of cells that are loaded, in the order they were.</summary>
    public IReadOnlyList<Assembly> Libraries => libraries;

    /// <summary>
    /// The assembly of this file is the one that cells mean by its name. The first file of a name stays. A file of a framework that this
    /// process runs on is there already, with all that it refers to: a second copy's types would not be the same types.
    /// </summary>
    public void Register(string path)
    {
        if (!frameworkFiles.Value.Contains(path))
            paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
    }

    /// <summary>A library in machine code that assemblies of cells load by its name, with or without <c>lib</c> and an extension.</summary>
    public void RegisterNative(string path)
    {
        natives.TryAdd(Path.GetFileName(path), path);
        var name = Path.GetFileNameWithoutExtension(path);
        natives.TryAdd(name, path);
        if (name.StartsWith("lib", StringComparison.Ordinal))
            natives.TryAdd(name[3..], path);
    }

    public Assembly Load(MemoryStream assembly, MemoryStream symbols)
    {
        assembly.Position = symbols.Position = 0;
        return LoadFromStream(assembly, symbols);
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        if (assemblyName.Name is not { } name || !paths.TryGetValue(name, out var path))
            return null;
        var library = LoadFromAssemblyPath(path);
        ImmutableInterlocked.Update(ref libraries, (list, added) => list.Contains(added) ? list : list.Add(added), library);
        return library;
    }

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        natives.TryGetValue(unmanagedDllName, out var path) ? LoadUnmanagedDllFromPath(path) : 0;
}
