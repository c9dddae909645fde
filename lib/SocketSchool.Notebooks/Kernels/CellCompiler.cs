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
    readonly MetadataReference loopCheck = MetadataReference.CreateFromFile(ScriptReferences.ThisAssembly);
    readonly CellReferenceResolver resolver;
    readonly HashSet<string> names;

    // A submission has all references of the one before, those of #r included. Named again they would be kept again, in every
    // submission: 1,000 runs of "1 + 1" came to 4 GB. So the next cell names only what none before it did.
    readonly List<MetadataReference> unnamed;
    // Names are looked up while a cell runs.
    readonly Lock gate = new();
    CSharpCompilation? previous;
    bool knowsLoopCheck;
    int count;

    /// <summary>A compiler whose <c>#r</c> and <c>#load</c> start from <paramref name="folder"/>.</summary>
    public CellCompiler(string folder)
    {
        var framework = ScriptReferences.Framework();
        unnamed = [.. framework];
        names = FileNames(framework).ToHashSet(StringComparer.OrdinalIgnoreCase);
        resolver = new CellReferenceResolver(folder, framework.OfType<PortableExecutableReference>().First());
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
        count++;
        var tree = Parse(code, label);
        var guarded = tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            ? null
            : LoopGuard.Insert(tree.GetRoot(), code);
        if (guarded is null)
            return Compile(tree);
        var cell = Compile(Parse(guarded, label), knowsLoopCheck ? [] : [loopCheck]);
        // Errors are told of the text as the learner wrote it.
        return cell.HasErrors ? Compile(tree) : cell;
    }

    /// <summary>Cells may refer to these libraries, those of packages, from now on. The first of a name stays.</summary>
    public void Add(IEnumerable<string> paths)
    {
        resolver.HasPackages = true;
        lock (gate)
            unnamed.AddRange(paths.Where(path => names.Add(Path.GetFileName(path))).Select(path => MetadataReference.CreateFromFile(path)));
    }

    /// <summary>Later cells see this one.</summary>
    public void Keep(CompiledCell cell)
    {
        lock (gate)
        {
            previous = cell.Compilation;
            unnamed.Clear();
        }

        knowsLoopCheck |= cell.Compilation.ExternalReferences.Contains(loopCheck);
    }

    /// <summary>A cell that is being written, behind those kept so far, to be asked and not to be run. Callable from any thread.</summary>
    public CSharpCompilation Sketch(SyntaxTree tree)
    {
        lock (gate)
            return Create("sketch", tree, unnamed, options.WithScriptClassName($"{ClassName}sketch"));
    }

    static IEnumerable<string> FileNames(IEnumerable<MetadataReference> references) =>
        references.OfType<PortableExecutableReference>().Select(reference => Path.GetFileName(reference.FilePath) ?? "");

    static SyntaxTree Parse(string code, string label) =>
        CSharpSyntaxTree.ParseText(SourceText.From(code, Encoding.UTF8), ParseOptions, label);

    CompiledCell Compile(SyntaxTree tree, params IEnumerable<MetadataReference> more)
    {
        var compilation = Create($"cells-{Guid.NewGuid():N}", tree, unnamed.Concat(more), options.WithScriptClassName($"{ClassName}{count}"));
        var (assembly, symbols) = (new MemoryStream(), new MemoryStream());
        var emitted = compilation.Emit(assembly, symbols, options: EmitOptions);
        return new(compilation, emitted.Diagnostics, assembly, symbols);
    }

    CSharpCompilation Create(string name, SyntaxTree tree, IEnumerable<MetadataReference> references, CSharpCompilationOptions with) =>
        CSharpCompilation.CreateScriptCompilation(name, tree, references, with, previous, typeof(object));
}
