using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Packages;

/// <summary>The packages that a kernel's cells have named so far.</summary>
/// <param name="restore">How to bring them.</param>
/// <param name="compiler">Gets what cells refer to.</param>
/// <param name="assemblies">Gets what is loaded.</param>
internal sealed class NotebookPackages(PackageRestore restore, CellCompiler compiler, CellAssemblies assemblies)
{
    readonly List<PackageReference> packages = [];

    /// <summary>Brings the packages that a cell names and is not yet known to have; a package that cannot be had changes nothing.</summary>
    /// <param name="code">The cell's source.</param>
    /// <param name="tell">Is told in a line when it takes long.</param>
    /// <returns>The error, or <see langword="null"/>.</returns>
    public async Task<KernelEvent.Error?> AddAsync(string code, Action<string> tell)
    {
        if (!PackageReference.MayBeIn(code))
            return null;
        try
        {
            var named = Find(code);
            foreach (var package in named)
                RequireSameVersion(package);
            var added = named.Except(packages).ToList();
            if (added.Count == 0)
                return null;
            var files = await restore.RunAsync([.. packages, .. added], tell);
            Use(files);
            packages.AddRange(added);
            return null;
        }
        catch (PackageException e)
        {
            return new(PackageReference.ErrorName, e.Message, [e.Message]);
        }
    }

    static List<PackageReference> Find(string code) =>
    [
        .. ((CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, CellCompiler.ParseOptions).GetRoot())
            .GetReferenceDirectives()
            .Select(directive => PackageReference.TryParse(directive.File.ValueText))
            .OfType<PackageReference>()
            .Distinct(),
    ];

    // What is loaded stays: another version of it can only come with another kernel.
    void RequireSameVersion(PackageReference package)
    {
        if (packages.FirstOrDefault(p => string.Equals(p.Id, package.Id, StringComparison.OrdinalIgnoreCase)) is { } loaded
            && loaded.Version != package.Version && package.Version.Length > 0)
            throw new PackageException($"package {loaded} is loaded already; restart the kernel to use {package}");
    }

    void Use(PackageFiles files)
    {
        var shared = files.Frameworks.SelectMany(SharedFramework.Files).ToList();
        foreach (var path in shared.Concat(files.Runtime))
            assemblies.Register(path);
        foreach (var path in files.Native)
            assemblies.RegisterNative(path);
        compiler.Add(shared.Concat(files.Compile).Where(path => !IsInFramework(path)));
    }

    // Some packages hold what the framework has by now. Two assemblies of one name would make every use of it ambiguous.
    static bool IsInFramework(string path) => File.Exists(Path.Combine(ScriptReferences.FrameworkFolder, Path.GetFileName(path)));
}
