using System.Reflection;
using System.Runtime.Loader;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;

namespace SocketSchool.Interactive;

/// <summary>
/// Sees to it that this assembly and the notebook's cells mean the same <c>SocketSchool.dll</c>: the one that the cells loaded. A copy
/// beside this assembly would have other servers in it than the notebook's.
/// </summary>
internal static class SchoolAssembly
{
    private const string Name = "SocketSchool";
    private const string FSharp = "FSharp.Core";
    private static int s_hooked;

    public static async Task UseThatOfAsync(Kernel root)
    {
        if (Interlocked.Exchange(ref s_hooked, 1) == 0)
        {
            AssemblyLoadContext.Default.Resolving += Resolve;
            if (AssemblyLoadContext.GetLoadContext(typeof(SchoolAssembly).Assembly) is { } own && own != AssemblyLoadContext.Default)
            {
                own.Resolving += Resolve;
            }
        }

        if (Loaded(Name) is null) await LetCellLoadItAsync(root);
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName wanted) => wanted.Name switch
    {
        Name => Loaded(Name),
        // Plotly.NET asks for a newer F# library than the kernel has in memory, of which there can be one only. It needs nothing new of it.
        FSharp => AssemblyLoadContext.Default.Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == FSharp),
        _ => null,
    };

    // The same cell run again after a failed load may leave two: the newest is the one that cells see.
    private static Assembly? Loaded(string name) =>
        AppDomain.CurrentDomain.GetAssemblies().LastOrDefault(assembly => assembly.GetName().Name == name);

    // A #r alone loads nothing, the first use does. If this assembly came first, the cells would load a second copy later.
    private static async Task LetCellLoadItAsync(Kernel root)
    {
        var path = SchoolFile.Find(Environment.CurrentDirectory, Path.GetDirectoryName(typeof(SchoolAssembly).Assembly.Location) ?? "")
            ?? throw NotFound();
        var code = $"#r \"{path}\"\n_ = typeof(global::SocketSchool.Servers).Assembly.FullName;";
        await root.SendAsync(new SubmitCode(code, "csharp"), CancellationToken.None);
        if (Loaded(Name) is null) throw NotFound();
    }

    private static FileNotFoundException NotFound() => new(
        "SocketSchool.dll is not loaded. Run the lesson's first cell (#r \"../lib/bin/SocketSchool.dll\"), then load the extension again.");
}
