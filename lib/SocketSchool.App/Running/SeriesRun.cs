using System.ComponentModel;
using System.Globalization;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Processes;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Running;

/// <summary>Runs several notebooks, some at the same time, each on a kernel of its own.</summary>
/// <param name="options">How each is run.</param>
/// <param name="jobs">How many run at the same time.</param>
/// <param name="output">Where each is written when it has ended; <see langword="null"/> to write none.</param>
sealed class SeriesRun(RunOptions options, int jobs, RunOutput? output = null)
{
    /// <summary>Runs the notebooks.</summary>
    /// <returns>What became of each, in their order.</returns>
    /// <exception cref="BadInputException">The output folder or a file in it cannot be written, or no kernel can be started.</exception>
    /// <exception cref="NotebookFormatException">A path is not a notebook that can be used; nothing was run.</exception>
    public async Task<IReadOnlyList<NotebookResult>> RunAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        // The first kernels warm up while the notebooks are read.
        var early = new Queue<KernelProcess>(paths.Take(jobs).Select(StartKernel));
        try
        {
            var notebooks = paths.Select(Notebook.Load).ToList();
            output?.Prepare();
            Console.WriteLine(Opening(paths.Count));
            var results = new NotebookResult[notebooks.Count];
            using (var display = CreateDisplay(paths))
            {
                await Parallel.ForAsync(
                    0,
                    notebooks.Count,
                    new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellationToken },
                    async (i, stop) => results[i] = await RunOneAsync(notebooks[i], TakeKernel(early, paths[i]), display, stop));
            }

            return results;
        }
        finally
        {
            foreach (var kernel in early)
                await kernel.DisposeAsync();
        }
    }

    async Task<NotebookResult> RunOneAsync(
        Notebook notebook, KernelProcess kernel, IRunDisplay display, CancellationToken cancellationToken)
    {
        await using var owned = kernel;
        var name = Path.GetFileNameWithoutExtension(notebook.Name);
        display.Started(name, notebook.Cells.Count(cell => cell.Kind == CellKind.Code));
        var result = await new NotebookRunner(options).RunAsync(
            notebook, kernel, cell => display.CellDone(name, cell), cancellationToken);
        output?.Save(result);
        display.Finished(name, result);
        return result;
    }

    string Opening(int count) => jobs > 1 && count > 1
        ? string.Create(CultureInfo.InvariantCulture, $"running {SeriesSummary.Count(count)}, {Math.Min(jobs, count)} at a time")
        : $"running {SeriesSummary.Count(count)}";

    static IRunDisplay CreateDisplay(IReadOnlyList<string> paths) =>
        Console.IsOutputRedirected
            ? new PlainDisplay(Console.Out, paths.Max(path => Path.GetFileNameWithoutExtension(path).Length))
            : new TerminalDisplay();

    static KernelProcess TakeKernel(Queue<KernelProcess> early, string path)
    {
        // Kernels are started in a notebook's own folder; the early ones come in the order of the notebooks.
        lock (early)
        {
            if (early.TryDequeue(out var kernel))
                return kernel;
        }

        return StartKernel(path);
    }

    static KernelProcess StartKernel(string path)
    {
        try
        {
            return KernelProcess.Start(ThisProgram.Kernel, Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch (Win32Exception e)
        {
            throw new BadInputException($"{ThisProgram.Kernel.FileName}: cannot be started as a kernel: {e.Message}", e);
        }
    }
}
