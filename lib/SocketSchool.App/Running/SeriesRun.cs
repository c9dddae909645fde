using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Pages;
using SocketSchool.Notebooks.Processes;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Running;

/// <summary>Runs several notebooks, some at the same time, each on a kernel of its own, and writes what came of them.</summary>
sealed class SeriesRun(RunOptions options, string outputFolder, int jobs)
{
    /// <summary>Runs the notebooks.</summary>
    /// <returns>0, or 1 when a cell failed.</returns>
    /// <exception cref="BadInputException">The output folder or a file in it cannot be written, or no kernel can be started.</exception>
    /// <exception cref="NotebookFormatException">A path is not a notebook that can be used; nothing was run.</exception>
    public async Task<int> RunAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        // The first kernels warm up while the notebooks are read.
        var early = new Queue<KernelProcess>(paths.Take(jobs).Select(StartKernel));
        try
        {
            var notebooks = paths.Select(Notebook.Load).ToList();
            Write(() => Directory.CreateDirectory(outputFolder));
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

            return Report(results, clock.Elapsed);
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
        var target = Path.Combine(outputFolder, name);
        Write(() => notebook.Save(target + ".ipynb"));
        var folder = Path.GetDirectoryName(Path.GetFullPath(notebook.Name));
        Write(() => AtomicFile.Write(target + ".html", NotebookPage.Render(notebook, folder, result.Cells)));
        display.Finished(name, result);
        return result;
    }

    int Report(NotebookResult[] results, TimeSpan elapsed)
    {
        foreach (var result in results)
        {
            foreach (var cell in result.Failures)
                Console.Error.WriteLine($"{result.Notebook.Name}, cell {cell.Number} ({cell.Cell.Id}): {cell.Error}");
        }

        var failed = results.Sum(result => result.Failures.Count);
        var notRun = results.Sum(result => result.NotRun);
        var passed = results.Sum(result => result.Cells.Count) - failed - notRun;
        var skipped = notRun > 0 ? string.Create(CultureInfo.InvariantCulture, $", {notRun} skipped") : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Count(results.Length)} in {elapsed.TotalSeconds:0.0} s, written to {outputFolder}{Path.DirectorySeparatorChar}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cells: {passed} passed, {failed} failed{skipped}"));
        return failed == 0 ? 0 : 1;
    }

    string Opening(int count) => jobs > 1 && count > 1
        ? string.Create(CultureInfo.InvariantCulture, $"running {Count(count)}, {Math.Min(jobs, count)} at a time")
        : $"running {Count(count)}";

    static string Count(int notebooks) =>
        notebooks == 1 ? "1 notebook" : string.Create(CultureInfo.InvariantCulture, $"{notebooks} notebooks");

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

    static void Write(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"Cannot write the results: {e.Message} Choose another folder: run --out DIR.", e);
        }
    }
}
