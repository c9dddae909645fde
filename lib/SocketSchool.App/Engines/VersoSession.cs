using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Engines;

/// <summary>
/// Runs one notebook with Verso's command line. That runs it as a whole: a time limit is for the notebook and not for a cell, and cells
/// that an engine has to stop at leave no outputs.
/// </summary>
/// <param name="start">Starts Verso with arguments in a folder.</param>
/// <param name="options">How to run.</param>
/// <param name="folder">The notebook's folder.</param>
sealed class VersoSession(Func<IEnumerable<string>, string, EngineProcess> start, RunOptions options, string folder) : IEngineSession
{
    /// <summary>How many times a cell's limit a notebook may take.</summary>
    const int LimitFactor = 5;

    static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    public async Task ReadyAsync(CancellationToken cancellationToken)
    {
        await using var process = start(["--version"], folder);
        if (await EndAsync(process, StartLimit, cancellationToken) is { } why)
            throw new BadInputException($"Verso does not start: {why}.");
    }

    public async Task<NotebookResult> RunAsync(Notebook notebook, Action<CellResult> onCell, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var place = Directory.CreateTempSubdirectory("socketschool-verso-");
        try
        {
            var copy = new VersoCopy(notebook, folder, options.Twice);
            var path = Path.Combine(place.FullName, Path.GetFileName(notebook.Name));
            var report = Path.Combine(place.FullName, "report.json");
            await File.WriteAllTextAsync(path, copy.Json, cancellationToken);
            var limit = options.TimeLimit * LimitFactor;
            string? why;
            // Its own limit comes later: it waits for the cell that hangs.
            string[] arguments =
            [
                "run", path, "--output", "json", "--output-file", report,
                "--timeout", ((int)limit.TotalSeconds + 60).ToString(CultureInfo.InvariantCulture),
            ];
            await using (var process = start(arguments, folder))
                why = await EndAsync(process, limit, cancellationToken);
            var results = File.Exists(report) ? Read(copy, await File.ReadAllBytesAsync(report, cancellationToken)) : null;
            results ??= Lost(notebook, why ?? "it wrote no report");
            foreach (var result in results)
                onCell(result);
            return new NotebookResult(notebook, results, clock.Elapsed);
        }
        finally
        {
            place.Delete(recursive: true);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    // Null when it ended as it should; exit code 1 says that a cell failed, which the report says better.
    static async Task<string?> EndAsync(EngineProcess process, TimeSpan timeLimit, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(timeLimit);
        using var any = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            process.Input.Close();
            _ = process.Output.CopyToAsync(Stream.Null, CancellationToken.None);
            await process.WaitForExitAsync(any.Token);
            await process.DrainAsync();
            return process.ExitCode is 0 or 1 ? null : Said(process);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return string.Create(
                CultureInfo.InvariantCulture, $"it took longer than {timeLimit.TotalSeconds:0} s and was ended; Verso does not say in which cell it was");
        }
    }

    static string Said(EngineProcess process)
    {
        var said = process.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault();
        return string.Create(CultureInfo.InvariantCulture, $"it ended with exit code {process.ExitCode}") + (said is null ? "" : $", saying: {said.TrimEnd('.')}");
    }

    static List<CellResult>? Read(VersoCopy copy, byte[] report)
    {
        try
        {
            return VersoReport.Read(report, copy);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    static List<CellResult> Lost(Notebook notebook, string why)
    {
        var results = new List<CellResult>();
        foreach (var cell in notebook.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            var error = new KernelEvent.Error("Verso", why, [$"Verso: {why}"]);
            var outputs = new CellOutputs();
            if (results.Count == 0)
                outputs.Add(error);
            cell.Outputs = outputs.ToJson(1);
            cell.ExecutionCount = null;
            results.Add(results.Count == 0
                ? NotebookRunner.Judge(cell, 1, error, [], hasEnded: true)
                : new(cell, results.Count + 1, CellOutcome.NotRun, null));
        }

        return results;
    }
}
