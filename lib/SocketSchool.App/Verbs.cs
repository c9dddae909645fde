using System.CommandLine;
using SocketSchool.App.Commands;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.App;

/// <summary>The command line: one verb a file in <c>Commands/</c>, one line a verb here.</summary>
static class Verbs
{
    /// <summary>Exit code for input that cannot be used.</summary>
    public const int BadInput = 2;

    /// <summary>Exit code after Ctrl+C, as shells have it: 128 + SIGINT.</summary>
    public const int Interrupted = 130;

    static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(10);

    /// <summary>Runs the verb that the arguments name; without arguments, <c>serve</c>.</summary>
    /// <returns>The process's exit code: 0, 1 when what was asked for failed, 2 for bad input, 130 when interrupted.</returns>
    public static async Task<int> InvokeAsync(string[] args)
    {
        var root = new RootCommand("SocketSchool: interactive lessons in socket programming with C#.")
        {
            ServeCommand.Create(),
            RunCommand.Create(),
            ExportCommand.Create(),
            StripCommand.Create(),
            HostCommand.Create(),
            MeasureCommand.Create(),
        };
        var parsed = root.Parse(args.Length == 0 ? [ServeCommand.Name] : args);
        if (parsed.Errors.Count > 0)
            return Fail($"{Worst(parsed)} Try --help.");
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = StopLimit,
            });
        }
        catch (Exception e) when (e is BadInputException or NotebookFormatException)
        {
            return Fail(e.Message);
        }
        catch (OperationCanceledException)
        {
            return Interrupted;
        }
    }

    // What was not understood says more than what is missing because of it.
    static string Worst(ParseResult parsed) => parsed.UnmatchedTokens is [var token, ..]
        ? $"'{token}' is not a command or an option."
        : parsed.Errors[0].Message;

    static int Fail(string message)
    {
        Console.Error.WriteLine(message.ReplaceLineEndings(" "));
        return BadInput;
    }
}
