using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// Finds what <c>#r</c> names: a file, relative to the notebook's folder. The scripting engine's own resolver would first look among
/// the libraries of the program that hosts the kernel, and a lesson must never get one of those by mistake.
/// </summary>
/// <param name="folder">The notebook's folder.</param>
/// <param name="standIn">
/// What a directive that names a package stands for: the package's libraries are many and were added beside, and a directive can give one.
/// </param>
internal sealed class CellReferenceResolver(string folder, PortableExecutableReference standIn) : MetadataReferenceResolver
{
    /// <summary>Whether the packages that directives name have been restored.</summary>
    public bool HasPackages { get; set; }

    public override bool ResolveMissingAssemblies => true;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties)
    {
        if (HasPackages && reference.AsSpan().TrimStart().StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
            return [standIn];
        // A script that was loaded stands in a folder of its own; a cell has none.
        var start = baseFilePath is not null && Path.IsPathRooted(baseFilePath) ? Path.GetDirectoryName(baseFilePath)! : folder;
        return TryCreate(Path.GetFullPath(Path.Combine(start, reference)), properties) is { } found ? [found] : [];
    }

    /// <summary>What a library itself refers to: the framework is referred to already, the rest lies beside the library.
    /// The compiler that this assembly refers to is no cell's business.</summary>
    public override PortableExecutableReference? ResolveMissingAssembly(
        MetadataReference definition, AssemblyIdentity referenceIdentity) =>
        definition is PortableExecutableReference { FilePath: { } path } && path != ScriptReferences.ThisAssembly
            ? TryCreate(Path.Combine(Path.GetDirectoryName(path)!, referenceIdentity.Name + ".dll"), MetadataReferenceProperties.Assembly)
            : null;

    public override bool Equals(object? other) => other is CellReferenceResolver resolver && resolver.Folder == Folder;

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Folder);

    string Folder => folder;

    static PortableExecutableReference? TryCreate(string path, MetadataReferenceProperties properties) =>
        File.Exists(path) ? MetadataReference.CreateFromFile(path, properties) : null;
}
