using System.CommandLine;
using System.Diagnostics;
using SocketSchool.App.Engines;
using SocketSchool.App.Running;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Commands;

/// <summary><c>run</c>: executes notebooks and writes each with its outputs, and a page for it.</summary>
static class RunCommand
{
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
            Description = "Where executed notebooks and pages go.",
            HelpName = "DIR",
            DefaultValueFactory = _ => "out",
        };
        var timeout = new Option<double>("--timeout")
        {
            Description = "How long one cell may run. Verso, which runs a notebook as a whole, gets five times that for the whole.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 60,
        };
        var twice = new Option<bool>("--twice") { Description = "Run every cell two times in a row." };
        var jobs = new Option<int>("--jobs")
        {
            Description = "How many notebooks run at the same time. Default: one per processor.",
            HelpName = "N",
            DefaultValueFactory = _ => Environment.ProcessorCount,
        };
        var engine = new Option<string>("--engine")
        {
            Description = "What runs the cells: built-in, dotnet-interactive (the tool of Polyglot Notebooks) or verso.",
            HelpName = "NAME",
            DefaultValueFactory = _ => EngineNames.BuiltIn,
        };
        var engineCommand = new Option<string?>("--engine-command")
        {
            Description = "What starts that engine, when it is not installed in the usual way: a program and its first arguments.",
            HelpName = "CMD",
        };
        var command = new Command("run", "Run notebooks from top to bottom and write them, with a page each, to a folder.")
        {
            paths, output, timeout, twice, jobs, engine, engineCommand,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var seconds = parsed.GetValue(timeout);
            if (seconds is not (> 0 and <= 86_400))
                throw new BadInputException($"--timeout {seconds}: give a number of seconds between 0 and 86400.");
            if (parsed.GetValue(jobs) < 1)
                throw new BadInputException($"--jobs {parsed.GetValue(jobs)}: give 1 or more.");
            var options = new RunOptions { TimeLimit = TimeSpan.FromSeconds(seconds), Twice = parsed.GetValue(twice) };
            var folder = parsed.GetValue(output)!;
            var clock = Stopwatch.StartNew();
            var chosen = EngineNames.Create(parsed.GetValue(engine)!, parsed.GetValue(engineCommand), options);
            var series = new SeriesRun(chosen, parsed.GetValue(jobs), new RunOutput(folder));
            var results = await series.RunAsync(NotebookPaths.Find(parsed.GetValue(paths) ?? []), cancellationToken);
            return SeriesSummary.Print(results, clock.Elapsed, folder);
        });
        return command;
    }
}
