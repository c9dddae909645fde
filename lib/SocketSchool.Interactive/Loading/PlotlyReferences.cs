using Microsoft.DotNet.Interactive;

namespace SocketSchool.Interactive;

/// <summary>
/// Lets cells name what lies beside the built library, so that a chart can be styled without more <c>#r</c>. A package manager has done
/// so already.
/// </summary>
internal static class PlotlyReferences
{
    private static readonly string[] s_names = ["Plotly.NET.dll", "Plotly.NET.CSharp.dll", "DynamicObj.dll"];

    public static void AddTo(Kernel root)
    {
        var folder = Path.GetDirectoryName(typeof(PlotlyReferences).Assembly.Location) ?? "";
        string[] paths = [.. s_names.Select(name => Path.Combine(folder, name)).Where(File.Exists)];
        if (paths.Length < s_names.Length) return;
        foreach (var kernel in root is CompositeKernel composite ? composite.ChildKernels : (IEnumerable<Kernel>)[root])
        {
            // The C# kernel's method; its assembly is not referred to, since the compiler would come with it.
            kernel.GetType().GetMethod("AddAssemblyReferences", [typeof(IEnumerable<string>)])?.Invoke(kernel, [paths]);
        }
    }
}
