using System.Reflection;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// Runs compiled cells. The compiler turns a cell into a class whose instance holds the cell's variables; the instances of all cells
/// stand in one array, through which a cell reaches those before it.
/// </summary>
internal sealed class CellExecutor(CellAssemblies assemblies)
{
    object?[] instances = new object?[64];
    int used;

    /// <summary>The libraries that cells have used so far.</summary>
    public IReadOnlyList<Assembly> Libraries => assemblies.Libraries;

    /// <summary>Runs a cell that compiled.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="run">What can end it.</param>
    /// <param name="started">
    /// Called when the cell's variables exist, so that later cells may refer to them whatever happens next; not called for a cell that
    /// declares nothing, whose place in the array the next one takes.
    /// </param>
    /// <exception cref="CellInterruptedException">It was interrupted.</exception>
    /// <returns>The value of the cell's last expression, or null.</returns>
    public async Task<object?> RunAsync(CompiledCell cell, CellInterruption run, Action started)
    {
        foreach (var path in cell.Libraries)
            assemblies.Register(path);
        var entry = EntryPoint(cell);
        // A cell of nothing but usings compiles to no class, and needs none.
        if (entry is null)
        {
            started();
            return null;
        }

        // Slot 0 belongs to a script's globals, which there are none of.
        if (used + 2 >= instances.Length)
            Array.Resize(ref instances, instances.Length * 2);
        var start = entry.CreateDelegate<Func<object?[], Task<object?>>>();
        Task<object?> running;
        instances[used + 1] = null;
        try
        {
            running = run.Run(() => start(instances));
        }
        finally
        {
            if (instances[used + 1] is not null && cell.DeclaresSomething)
            {
                used++;
                started();
            }
        }

        return await run.WaitAsync(running);
    }

    MethodInfo? EntryPoint(CompiledCell cell)
    {
        if (cell.Assembly.Length == 0 || cell.Compilation.GetEntryPoint(CancellationToken.None) is not { } entry)
            return null;
        var assembly = assemblies.Load(cell.Assembly, cell.Symbols);
        return assembly.GetType(entry.ContainingType.MetadataName)?
            .GetMethod(entry.MetadataName, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
    }
}
