using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// Compiles cells as submissions of one script, each seeing those before it. Uses the compiler itself instead of its scripting API,
/// because that loads a library from beside the host when one of the same name lies there, whatever file <c>#r</c> named.
/// </summary>
internal sealed class CellCompiler
{
    /// <summary>The classes that cells become are named this and a number.</summary>
    public const string ClassName = "Submission#";

    /// <summary>Cells are scripts in the newest C#.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.None, SourceCodeKind.Script);
    static readonly EmitOptions EmitOptions = new(debugInformationFormat: DebugInformationFormat.PortablePdb);

    readonly CSharpCompilationOptions options;
    readonly List<MetadataReference> references;
    readonly CellReferenceResolver resolver;
    CSharpCompilation? previous;
    int count;

    /// <summary>A compiler whose <c>#r</c> and <c>#load</c> start from <paramref name="folder"/>.</summary>
    public CellCompiler(string folder)
    {
        references = [.. ScriptReferences.Framework()];
        resolver = new CellReferenceResolver(folder, references.OfType<PortableExecutableReference>().First());
        options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            usings: ScriptReferences.Imports,
            optimizationLevel: OptimizationLevel.Debug,
            allowUnsafe: true,
            concurrentBuild: false,
            assemblyIdentityComparer: DesktopAssemblyIdentityComparer.Default,
            metadataReferenceResolver: resolver,
            sourceReferenceResolver: new SourceFileResolver(ImmutableArray<string>.Empty, folder));
    }

    /// <summary>Compiles a cell; nothing is remembered of it until <see cref="Keep"/>.</summary>
    public CompiledCell Compile(string code, string label)
    {
        var tree = CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), ParseOptions, label);
        var compilation = CSharpCompilation.CreateScriptCompilation(
            $"cells-{Guid.NewGuid():N}", tree, references, options.WithScriptClassName($"{ClassName}{++count}"), previous, typeof(object));
        var (assembly, symbols) = (new MemoryStream(), new MemoryStream());
        var emitted = compilation.Emit(assembly, symbols, options: EmitOptions);
        return new(compilation, emitted.Diagnostics, assembly, symbols);
    }

    /// <summary>Cells may refer to these libraries, those of packages, from now on. The first of a name stays.</summary>
    public void Add(IEnumerable<string> paths)
    {
        resolver.HasPackages = true;
        var names = references.OfType<PortableExecutableReference>().Select(r => Path.GetFileName(r.FilePath)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        references.AddRange(paths.Where(path => names.Add(Path.GetFileName(path))).Select(path => MetadataReference.CreateFromFile(path)));
    }

    /// <summary>Later cells see this one.</summary>
    public void Keep(CompiledCell cell)
    {
        previous = cell.Compilation;
        references.AddRange(cell.Compilation.DirectiveReferences.Except(references));
    }
}
