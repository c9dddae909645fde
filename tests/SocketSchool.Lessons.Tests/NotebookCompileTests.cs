using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.Lessons.Tests;

/// <summary>The kernel shows no warnings, so a learner would never see one; the code we ship must not have any.</summary>
public class NotebookCompileTests
{
    public static TheoryData<string> Lessons => NotebookFileTests.Lessons;

    [Theory]
    [MemberData(nameof(Lessons))]
    public void Its_code_compiles_against_the_library_without_warnings(string lesson)
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var options = ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithWarningLevel(4)
            .WithReferences(((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework))
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(Repository.Notebooks));
        // x.Display() is the kernels' own; its shape is all that the compiler needs.
        Script<object> script = CSharpScript.Create<object>(
            "public static void Display(this object value) { }", options);
        var problems = new List<string>();
        // What a package has is known where the package is, and no cell without the tag may depend on it.
        foreach (var cell in Notebook.Load(Repository.LessonPath(lesson)).Cells
            .Where(cell => cell.Kind == CellKind.Code && !cell.Tags.Any(tag => tag.StartsWith("needs:", StringComparison.Ordinal))))
        {
            script = script.ContinueWith<object>(cell.Source, options.WithFilePath(cell.Id));
            problems.AddRange(script.GetCompilation().GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(diagnostic => $"{cell.Id}: {diagnostic.GetMessage(null)} ({diagnostic.Id}, line {diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1})"));
        }

        Assert.Empty(problems);
    }
}
