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
    private const string Slot = "SocketSchool.Interactive: the cells' library";
    private static Assembly? s_ofCells;
    private static int s_hooked;

    /// <exception cref="FileNotFoundException">The cells have loaded none, and none is near.</exception>
    public static async Task UseThatOfAsync(Kernel root)
    {
        s_ofCells ??= await OfCellsAsync(root) ?? throw new FileNotFoundException(
            "SocketSchool.dll is not loaded. Run the lesson's first cell (#r \"../lib/bin/SocketSchool.dll\"), then load the extension again.");
        if (Interlocked.Exchange(ref s_hooked, 1) != 0) return;
        AssemblyLoadContext.Default.Resolving += Resolve;
        if (AssemblyLoadContext.GetLoadContext(typeof(SchoolAssembly).Assembly) is { } own && own != AssemblyLoadContext.Default)
        {
            own.Resolving += Resolve;
        }
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName wanted) => wanted.Name switch
    {
        Name => s_ofCells,
        // Plotly.NET asks for a newer F# library than the kernel has in memory, of which there can be one only. It needs nothing new of it.
        FSharp => AssemblyLoadContext.Default.Assemblies.FirstOrDefault(assembly => assembly.GetName().Name == FSharp),
        _ => null,
    };

    // A #r alone loads nothing, the first use does, and only the kernel's own loader knows which copy is the cells'. So a cell is asked.
    private static async Task<Assembly?> OfCellsAsync(Kernel root)
    {
        var path = AppDomain.CurrentDomain.GetAssemblies().LastOrDefault(assembly => assembly.GetName().Name == Name)?.Location;
        if (string.IsNullOrEmpty(path))
        {
            var here = Path.GetDirectoryName(typeof(SchoolAssembly).Assembly.Location) ?? "";
            path = SchoolFile.Find(Environment.CurrentDirectory, here);
        }

        if (path is null) return null;
        AppDomain.CurrentDomain.SetData(Slot, null);
        var code = $"#r \"{path}\"\nSystem.AppDomain.CurrentDomain.SetData(\"{Slot}\", typeof(global::SocketSchool.Servers).Assembly);";
        await root.SendAsync(new SubmitCode(code, "csharp"), CancellationToken.None);
        return AppDomain.CurrentDomain.GetData(Slot) as Assembly;
    }
}
