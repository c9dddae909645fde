using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// Where cells and the libraries they refer to are loaded. A library that a cell named with <c>#r</c> comes from that very file, also
/// when one of the same name lies beside the program that hosts the kernel; everything else comes from there or from the framework.
/// </summary>
internal sealed class CellAssemblies() : AssemblyLoadContext("cells")
{
    readonly ConcurrentDictionary<string, string> paths = new(StringComparer.OrdinalIgnoreCase);
    readonly ConcurrentDictionary<string, string> natives = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The assembly of this file is the one that cells mean by its name. The first file of a name stays.</summary>
    public void Register(string path) => paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);

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

    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name is { } name && paths.TryGetValue(name, out var path) ? LoadFromAssemblyPath(path) : null;

    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        natives.TryGetValue(unmanagedDllName, out var path) ? LoadUnmanagedDllFromPath(path) : 0;
}
