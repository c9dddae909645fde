using System.CommandLine;
using System.Globalization;
using SocketSchool.App.Running;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.App.Commands;

/// <summary><c>strip</c>: takes outputs out of notebooks before they are committed; also as a filter of git.</summary>
static class StripCommand
{
    /// <summary>The verb with its options.</summary>
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH")
        {
            Description = "Notebooks, or folders of them. Default: the notebooks/ folder found from here upward.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var check = new Option<bool>("--check") { Description = "Change nothing; say what would be taken out, and fail if there is something." };
        var stdin = new Option<bool>("--stdin") { Description = "Read one notebook from standard input and write it, stripped, to standard output." };
        var command = new Command("strip", "Take outputs, execution counts and the metadata that tools write out of notebooks.") { paths, check, stdin };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var arguments = parsed.GetValue(paths) ?? [];
            if (!parsed.GetValue(stdin))
                return Strip(NotebookPaths.Find(arguments, mayShareNames: true), parsed.GetValue(check));
            if (arguments.Length > 0 || parsed.GetValue(check))
                throw new BadInputException("--stdin takes the notebook from standard input: leave away the paths and --check.");
            return await FilterAsync(cancellationToken);
        });
        return command;
    }

    static int Strip(IReadOnlyList<string> paths, bool check)
    {
        // All are read before one is written: a notebook that cannot be read leaves the others as they were.
        var stripped = paths.Select(path => (path, Content: Strip(path, out var found), found)).Where(file => file.found.Count > 0).ToList();
        foreach (var (path, content, found) in stripped)
        {
            if (!check)
                Write(path, content);
            (check ? Console.Error : Console.Out).WriteLine($"{path}: {string.Join(", ", found)}");
        }

        Console.WriteLine((stripped.Count, check) switch
        {
            (0, _) => $"{SeriesSummary.Count(paths.Count)}: nothing to take out",
            (var count, true) => string.Create(CultureInfo.InvariantCulture, $"{count} of {SeriesSummary.Count(paths.Count)} to strip: run strip, then commit"),
            (var count, false) => string.Create(CultureInfo.InvariantCulture, $"{count} of {SeriesSummary.Count(paths.Count)} stripped"),
        });
        return check && stripped.Count > 0 ? 1 : 0;
    }

    static byte[] Strip(string path, out IReadOnlyList<string> found)
    {
        try
        {
            return NotebookStrip.Apply(File.ReadAllBytes(path), path, out found);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be read: {e.Message}", e);
        }
    }

    static void Write(string path, byte[] content)
    {
        try
        {
            AtomicFile.Write(path, content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"{path}: cannot be written: {e.Message}", e);
        }
    }

    // As a filter nothing is written before all is read: git takes the file as it is when the filter fails.
    static async Task<int> FilterAsync(CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(buffer, cancellationToken);
        var content = NotebookStrip.Apply(buffer.ToArray(), "standard input", out _);
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(content, cancellationToken);
        return 0;
    }
}
