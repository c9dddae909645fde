using System.Diagnostics;
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
        prelude = Task.Run(() => ExecuteAsync(ScriptPrelude.Code, ScriptPrelude.Label));
    }

    /// <summary>Completes when the kernel is warm; cells given before wait for that too.</summary>
    public Task Warm => prelude;

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
            await prelude.WaitAsync(cancellationToken);
            var clock = Stopwatch.StartNew();
            ConsoleRouter.Enter(console);
            console.Begin(onEvent);
            var error = await RunCellAsync(code, label);
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

    async Task<KernelEvent.Error?> RunCellAsync(string code, string label)
    {
        try
        {
            return await ExecuteAsync(code, label);
        }
        catch (Exception e)
        {
            return ExceptionText.ToEvent(e);
        }
    }

    async Task<KernelEvent.Error?> ExecuteAsync(string code, string label)
    {
        if (await packages.AddAsync(code, line => console.Send(new KernelEvent.ConsoleText("stdout", line + "\n"))) is { } missing)
            return missing;
        var cell = compiler.Compile(code, label);
        if (cell.HasErrors)
            return DiagnosticText.ToEvent(cell.Diagnostics, code, label);
        var value = await executor.RunAsync(cell, started: () => compiler.Keep(cell));
        if (label != ScriptPrelude.Label && cell.HasResult(value))
            console.Send(new KernelEvent.Result(ValueFormatter.Format(value)));
        return null;
    }
}
