using System.Globalization;
using SocketSchool.App.Engines;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Running;

/// <summary>Runs several notebooks, some at the same time, each in a session of its own.</summary>
/// <param name="engine">What runs them.</param>
/// <param name="jobs">How many run at the same time.</param>
/// <param name="output">Where each is written when it has ended; <see langword="null"/> to write none.</param>
sealed class SeriesRun(IEngine engine, int jobs, RunOutput? output = null)
{
    /// <summary>Runs the notebooks.</summary>
    /// <returns>What became of each, in their order.</returns>
    /// <exception cref="BadInputException">The output folder or a file in it cannot be written, or the engine does not work here; nothing was run.</exception>
    /// <exception cref="NotebookFormatException">A path is not a notebook that can be used; nothing was run.</exception>
    public async Task<IReadOnlyList<NotebookResult>> RunAsync(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        // The first sessions warm up while the notebooks are read.
        var early = new Queue<IEngineSession>();
        try
        {
            foreach (var path in paths.Take(jobs))
                early.Enqueue(engine.Start(path));
            var notebooks = paths.Select(Notebook.Load).ToList();
            if (early.TryPeek(out var first))
                await first.ReadyAsync(cancellationToken);
            output?.Prepare();
            Console.WriteLine(Opening(paths.Count));
            var results = new NotebookResult[notebooks.Count];
            using (var display = CreateDisplay(paths))
            {
                await Parallel.ForAsync(
                    0,
                    notebooks.Count,
                    new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellationToken },
                    async (i, stop) => results[i] = await RunOneAsync(notebooks[i], TakeSession(early, paths[i]), display, stop));
            }

            return results;
        }
        finally
        {
            foreach (var session in early)
                await session.DisposeAsync();
        }
    }

    async Task<NotebookResult> RunOneAsync(
        Notebook notebook, IEngineSession session, IRunDisplay display, CancellationToken cancellationToken)
    {
        await using var owned = session;
        var name = Path.GetFileNameWithoutExtension(notebook.Name);
        display.Started(name, notebook.Cells.Count(cell => cell.Kind == CellKind.Code));
        var result = await session.RunAsync(notebook, cell => display.CellDone(name, cell), cancellationToken);
        output?.Save(result);
        display.Finished(name, result);
        return result;
    }

    string Opening(int count)
    {
        var what = $"running {SeriesSummary.Count(count)}" + (engine.Name == EngineNames.BuiltIn ? "" : $" on {engine.Name}");
        return jobs > 1 && count > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{what}, {Math.Min(jobs, count)} at a time")
            : what;
    }

    static IRunDisplay CreateDisplay(IReadOnlyList<string> paths) =>
        Console.IsOutputRedirected
            ? new PlainDisplay(Console.Out, paths.Max(path => Path.GetFileNameWithoutExtension(path).Length))
            : new TerminalDisplay();

    IEngineSession TakeSession(Queue<IEngineSession> early, string path)
    {
        // Sessions are started in a notebook's own folder; the early ones come in the order of the notebooks.
        lock (early)
        {
            if (early.TryDequeue(out var session))
                return session;
        }

        return engine.Start(path);
    }
}
