using System.Diagnostics;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;
using SocketSchool.Notebooks.Formatting;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// Runs C# cells one after the other in this process: variables, types and usings persist and may be declared again.
/// A cell can take the process down with it; <see cref="Processes.KernelProcess"/> keeps that away from the caller.
/// </summary>
public sealed class CSharpKernel : IDisposable
{
    readonly CellConsole console = new();
    readonly SemaphoreSlim turn = new(1, 1);
    readonly ScriptOptions options;
    readonly Task<ScriptState<object>> prelude;
    ScriptState<object>? state;

    /// <summary>Creates a kernel and starts warming it up in the background.</summary>
    /// <param name="folder">The notebook's folder: <c>#r</c> and <c>#load</c> start from it.</param>
    public CSharpKernel(string folder)
    {
        var full = Path.GetFullPath(folder);
        AppContext.SetData(ScriptPrelude.Slot, (Action<object?>)Display);
        options = ScriptOptions.Default
            .WithLanguageVersion(LanguageVersion.Latest)
            .WithImports(ScriptReferences.Imports)
            .WithReferences(ScriptReferences.Framework())
            .WithMetadataResolver(ScriptMetadataResolver.Default.WithBaseDirectory(full))
            .WithSourceResolver(ScriptSourceResolver.Default.WithBaseDirectory(full))
            .WithEmitDebugInformation(true)
            .WithFileEncoding(Encoding.UTF8);
        prelude = Task.Run(() => CSharpScript.RunAsync(ScriptPrelude.Code, options.WithFilePath("prelude")));
    }

    /// <summary>Runs one cell. Never throws for what the cell does: that is an <see cref="KernelEvent.Error"/>.</summary>
    /// <param name="code">The cell's source.</param>
    /// <param name="label">What error messages call the cell, for example <c>cell 4</c>.</param>
    /// <param name="onEvent">Called for each event in order, one at a time, from whatever thread the event comes from.</param>
    /// <param name="cancellationToken">Stops waiting for an earlier cell; a cell that runs is not stopped.</param>
    /// <returns>Whether the cell ended without an error.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before the cell started.</exception>
    public async Task<bool> RunAsync(
        string code, string label, Action<KernelEvent> onEvent, CancellationToken cancellationToken = default)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var previous = state ?? await prelude.WaitAsync(cancellationToken);
            var clock = Stopwatch.StartNew();
            ConsoleRouter.Enter(console);
            console.Begin(onEvent);
            var error = await RunCellAsync(previous, code, label);
            if (error is not null)
                console.Send(error);
            console.End(new KernelEvent.Done(error is null, clock.Elapsed));
            return error is null;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Lets go of the console. Cells that still run go on running.</summary>
    public void Dispose()
    {
        ConsoleRouter.Leave(console);
        console.Dispose();
        turn.Dispose();
    }

    static void Display(object? value) => ConsoleRouter.Target?.Send(new KernelEvent.Display(ValueFormatter.Format(value)));

    async Task<KernelEvent.Error?> RunCellAsync(ScriptState<object> previous, string code, string label)
    {
        try
        {
            var script = previous.Script.ContinueWith<object>(code, options.WithFilePath(label));
            var diagnostics = script.Compile(CancellationToken.None);
            if (diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
                return DiagnosticText.ToEvent(diagnostics, code, label);
            // Also after an exception: what the cell had set by then is set.
            state = await script.RunFromAsync(previous, catchException: _ => true, CancellationToken.None);
            if (state.Exception is { } exception)
                return ExceptionText.ToEvent(exception);
            if (HasResult(script.GetCompilation(), state.ReturnValue))
                console.Send(new KernelEvent.Result(ValueFormatter.Format(state.ReturnValue)));
            return null;
        }
        catch (CompilationErrorException e)
        {
            return DiagnosticText.ToEvent(e.Diagnostics, code, label);
        }
        catch (Exception e)
        {
            return ExceptionText.ToEvent(e);
        }
    }

    // A null result may be a call of a void method or an expression that is null; only the latter is shown.
    static bool HasResult(Compilation compilation, object? value)
    {
        if (value is not null)
            return true;
        var tree = compilation.SyntaxTrees.Last();
        return tree.GetRoot() is CompilationUnitSyntax { Members: [.., GlobalStatementSyntax { Statement: ExpressionStatementSyntax last }] }
            && last.SemicolonToken.IsMissing
            && compilation.GetSemanticModel(tree).GetTypeInfo(last.Expression).Type is not { SpecialType: SpecialType.System_Void };
    }
}
