using System.Diagnostics;
using SocketSchool.Notebooks.Completion;
using SocketSchool.Notebooks.Formatting;
using SocketSchool.Notebooks.Packages;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// Runs C# cells one after the other in this process: variables, types and usings persist and may be declared again.
/// A cell can take the process down with it; <see cref="Processes.KernelProcess"/> keeps that away from the caller.
/// </summary>
public sealed class CSharpKernel : IDisposable
{
    readonly CellConsole console = new();
    readonly SemaphoreSlim turn = new(1, 1);
    readonly CellCompiler compiler;
    readonly CellExecutor executor;
    readonly NotebookPackages packages;
    readonly PanelConvention panel = new();
    readonly CellCompletion completion = new();
    readonly Task prelude;

    /// <summary>Creates a kernel and starts warming it up in the background.</summary>
    /// <param name="folder">The notebook's folder: <c>#r</c> and <c>#load</c> start from it.</param>
    public CSharpKernel(string folder)
        : this(folder, new PackageRestore(Path.GetFullPath(folder)))
    {
    }

    /// <summary>A kernel whose packages come as <paramref name="restore"/> says.</summary>
    internal CSharpKernel(string folder, PackageRestore restore)
    {
        AppContext.SetData(ScriptPrelude.Slot, (Action<object?>)Display);
        var assemblies = new CellAssemblies();
        compiler = new CellCompiler(Path.GetFullPath(folder));
        executor = new CellExecutor(assemblies);
        packages = new NotebookPackages(restore, compiler, assemblies);
        prelude = Task.Run(RunPreludeAsync);
    }

    /// <summary>Completes when the kernel is warm; cells given before wait for that too.</summary>
    public Task Warm => prelude;

    /// <summary>Runs one cell. Never throws for what the cell does: that is an <see cref="KernelEvent.Error"/>.</summary>
    /// <param name="code">The cell's source.</param>
    /// <param name="label">What error messages call the cell, for example <c>cell 4</c>.</param>
    /// <param name="onEvent">Called for each event in order, one at a time, from whatever thread the event comes from.</param>
    /// <param name="cancellationToken">
    /// Stops waiting for an earlier cell. A cell that runs is interrupted: its loops end, its blocking waits end, on Linux its blocking
    /// socket calls end (by the shutdown of the socket), and what it awaits is left to the background; then it fails with the error
    /// <c>Interrupted</c> and the next cell can run. A cell that does none of these (a long computation without a loop of its own, for
    /// example) goes on to its end.
    /// </param>
    /// <returns>Whether the cell ended without an error.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before the cell started.</exception>
    public async Task<bool> RunAsync(
        string code, string label, Action<KernelEvent> onEvent, CancellationToken cancellationToken = default)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            await prelude.WaitAsync(cancellationToken);
            var clock = Stopwatch.StartNew();
            ConsoleRouter.Enter(console);
            console.Begin(onEvent);
            var error = await RunCellAsync(code, label, cancellationToken);
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

    /// <summary>
    /// Asks the panel of a library that the cells use, also while a cell runs. A panel is a public static class with an attribute named
    /// <c>NotebookPanelAttribute</c> and a method <c>public static string Describe(string query)</c>, JSON in, JSON out.
    /// </summary>
    /// <param name="query">What to ask; the panel's own business.</param>
    /// <returns>
    /// The panel's answer; <c>{"error":"why"}</c> when it throws or answers with something that is not JSON; <see langword="null"/> when
    /// no library that a cell has used so far has a panel.
    /// </returns>
    public string? Inspect(string query)
    {
        lock (panel)
        {
            using var silence = ConsoleRouter.Silence();
            return panel.Ask(executor.Libraries, query);
        }
    }

    /// <summary>
    /// Finds the names that may stand at a place of a cell that is being written, also while another one runs. Nothing is run for it.
    /// </summary>
    /// <param name="code">The cell's source.</param>
    /// <param name="at">An offset into it, where the caret is. Out of range is the nearest end.</param>
    /// <returns>The names; none before the kernel is warm, and in comments, texts, numbers and directives.</returns>
    public SuggestionList Complete(string code, int at)
    {
        at = Math.Clamp(at, 0, code.Length);
        if (!prelude.IsCompletedSuccessfully || CellPlace.Find(code, at, CellCompiler.ParseOptions) is not { } place)
            return SuggestionList.None(at);
        lock (completion)
            return completion.Complete(place, compiler.Sketch(place.Tree));
    }

    /// <summary>Lets go of the console. Cells that still run go on running.</summary>
    public void Dispose()
    {
        ConsoleRouter.Leave(console);
        console.Dispose();
        turn.Dispose();
    }

    static void Display(object? value) => ConsoleRouter.Target?.Send(new KernelEvent.Display(ValueFormatter.Format(value)));

    async Task<KernelEvent.Error?> RunCellAsync(string code, string label, CancellationToken cancellationToken)
    {
        using var run = new CellInterruption(cancellationToken);
        CompiledCell? cell = null;
        try
        {
            if (await packages.AddAsync(code, line => console.Send(new KernelEvent.ConsoleText("stdout", line + "\n"))) is { } missing)
                return missing;
            cell = compiler.Compile(code, label);
            if (cell.HasErrors)
                return DiagnosticText.ToEvent(cell.Diagnostics, code, label);
            var value = await executor.RunAsync(cell, run, started: () => compiler.Keep(cell));
            // Drawing a value runs code of the cell as well.
            if (cell.HasResult(value))
                console.Send(new KernelEvent.Result(run.Run(() => ValueFormatter.Format(value))));
            return run.ShutSocketDown ? InterruptText.ToEvent(run, null) : null;
        }
        catch (Exception e) when (run.IsRequested)
        {
            return InterruptText.ToEvent(run, e);
        }
        catch (Exception e)
        {
            return ExceptionText.ToEvent(e, cell?.Compilation.AssemblyName, code);
        }
    }

    async Task RunPreludeAsync()
    {
        using var run = new CellInterruption(CancellationToken.None);
        var cell = compiler.Compile(ScriptPrelude.Code, ScriptPrelude.Label);
        await executor.RunAsync(cell, run, started: () => compiler.Keep(cell));
    }
}
