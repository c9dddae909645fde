using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using SocketSchool.App.Running;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Pages;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Commands;

/// <summary><c>export</c>: the whole series as pages that read well without running anything.</summary>
static class ExportCommand
{
    const string Introduction = """
        Learn how programs talk over a network: from one byte that travels to a chat room, a web server and an IRC bot, in C#.

        These pages show every lesson with the outputs of a real run. They need no network, and nothing of what you read or search leaves your machine. Answers to predictions are folded away: make your guess before you open one. To *do* the lessons, with live servers, cells that you change and exercises that judge themselves, open the notebooks.
        """;

    /// <summary>The verb with its options.</summary>
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Notebooks, or folders of them. Default: the notebooks/ folder found from here upward.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var output = new Option<string>("--out")
        {
            Description = "Where the pages go: a new or empty folder, or one of an earlier export.",
            HelpName = "DIR",
            Required = true,
        };
        var noRun = new Option<bool>("--no-run") { Description = "Do not run the notebooks: show the outputs that are in the files." };
        var timeout = new Option<double>("--timeout")
        {
            Description = "How long one cell may run.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 60,
        };
        var jobs = new Option<int>("--jobs")
        {
            Description = "How many notebooks run at the same time. Default: one per processor.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var command = new Command("export", "Run notebooks and write the series as pages to read, with an index and a search.")
        {
            paths, output, noRun, timeout, jobs,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var seconds = parsed.GetValue(timeout);
            if (seconds is not (> 0 and <= 86_400))
                throw new BadInputException($"--timeout {seconds}: give a number of seconds between 0 and 86400.");
            if (parsed.GetValue(jobs) < 1)
                throw new BadInputException($"--jobs {parsed.GetValue(jobs)}: give 1 or more.");
            if (string.IsNullOrWhiteSpace(parsed.GetValue(output)))
                throw new BadInputException("--out: name a folder.");
            var run = new SeriesRun(
                new Engines.BuiltInEngine(new RunOptions { TimeLimit = TimeSpan.FromSeconds(seconds) }), parsed.GetValue(jobs));
            return ExportAsync(
                NotebookPaths.Find(parsed.GetValue(paths) ?? []), parsed.GetValue(output)!, parsed.GetValue(noRun) ? null : run, cancellationToken);
        });
        return command;
    }

    static async Task<int> ExportAsync(IReadOnlyList<string> paths, string folder, SeriesRun? run, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        if (paths.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path).Equals("index", StringComparison.OrdinalIgnoreCase)) is { } index)
            throw new BadInputException($"{index}: its page would be the index of the export. Give the notebook another name.");
        var site = Guard(() => SiteFolder.Open(folder));
        var results = run is null ? null : await run.RunAsync(paths, cancellationToken);
        IReadOnlyList<SeriesLesson> lessons = results is null
            ? [.. paths.Select(path => new SeriesLesson(Notebook.Load(path)))]
            : [.. results.Select(result => new SeriesLesson(result.Notebook, result.Cells))];
        var files = Guard(() => SeriesSite.Write(site, lessons, new SeriesOptions
        {
            Title = "SocketSchool",
            Introduction = Introduction,
            Origin = Origin(isRun: results is not null),
        }));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} files. Open {Path.Combine(folder, "index.html")} in a browser."));
        return results is null ? 0 : SeriesSummary.Print(results, clock.Elapsed, folder);
    }

    static string Origin(bool isRun) => isRun
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"The outputs are those of one run on {TimeProvider.System.GetLocalNow():d MMMM yyyy}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}. Ports, times and orders differ from run to run.")
        : "The notebooks were not run for these pages: they show the outputs that were in the files.";

    static T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"export --out: {e.Message}", e);
        }
    }
}
