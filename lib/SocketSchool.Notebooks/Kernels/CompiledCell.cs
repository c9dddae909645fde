using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>A cell that went through the compiler, with or without success.</summary>
internal sealed record CompiledCell(
    CSharpCompilation Compilation, ImmutableArray<Diagnostic> Diagnostics, MemoryStream Assembly, MemoryStream Symbols)
{
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>The libraries the cell refers to that are neither the framework's nor this one.</summary>
    public IEnumerable<string> Libraries =>
        Compilation.References.OfType<PortableExecutableReference>().Select(reference => reference.FilePath).OfType<string>()
            .Where(path => Path.GetDirectoryName(path) != ScriptReferences.FrameworkFolder && path != ScriptReferences.ThisAssembly);

    /// <summary>
    /// Whether later cells could name anything of this one. One that only does something (shows a log, runs a check) can be forgotten, and
    /// is run most often: the compiler would keep some 50 KiB for each run.
    /// </summary>
    public bool DeclaresSomething =>
        Compilation.ScriptClass is not { } script
        || script.GetMembers().Any(member => !member.IsImplicitlyDeclared)
        || Compilation.SyntaxTrees[^1].GetRoot() is not CompilationUnitSyntax { Usings: [], Externs: [], ContainsDirectives: false };

    /// <summary>
    /// Whether the cell ends in an expression that has a value. A null may come from a call of a void method or from an
    /// expression that is null; only the latter is a result.
    /// </summary>
    public bool HasResult(object? value)
    {
        if (value is not null)
            return true;
        var tree = Compilation.SyntaxTrees[^1];
        return tree.GetRoot() is CompilationUnitSyntax { Members: [.., GlobalStatementSyntax { Statement: ExpressionStatementSyntax last }] }
            && last.SemicolonToken.IsMissing
            && Compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type is not { SpecialType: SpecialType.System_Void };
    }
}
