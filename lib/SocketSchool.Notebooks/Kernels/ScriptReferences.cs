using Microsoft.CodeAnalysis;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// What a cell can name without <c>#r</c>: the base class library, whole. .NET Interactive reaches the same by following its own
/// assemblies' references; naming them all costs 60 ms less than having the compiler search.
/// </summary>
internal static class ScriptReferences
{
    /// <summary>.NET Interactive's imports, no more: a cell that compiles here must compile there.</summary>
    public static readonly string[] Imports =
    [
        "System",
        "System.Text",
        "System.Collections",
        "System.Collections.Generic",
        "System.Threading.Tasks",
        "System.Linq",
    ];

    /// <summary>Where the running framework's assemblies are.</summary>
    public static string FrameworkFolder { get; } = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>Where this assembly is.</summary>
    public static string ThisAssembly { get; } = typeof(ScriptReferences).Assembly.Location;

    /// <summary>
    /// References to the assemblies of the running framework, new ones for each kernel: the compiler keeps symbols with a reference,
    /// and a kernel that met another's symbols would take <c>object</c> for two different types.
    /// </summary>
    public static IReadOnlyList<MetadataReference> Framework() =>
    [
        .. ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(path => Path.GetDirectoryName(path) == FrameworkFolder)
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];
}
