using System.CommandLine;
using System.Globalization;
using SocketSchool.Notebooks.Documents;

namespace SocketSchool.App.Commands;

/// <summary>What the verbs of <c>measure</c> share: the options for files, one line for what went wrong, the page.</summary>
static class MeasureOutput
{
    public static Option<string?> Csv() => new("--csv") { Description = "Write the numbers to this file too.", HelpName = "FILE" };

    public static Option<string?> Html() => new("--html") { Description = "Write a page with the words, the table and the figures.", HelpName = "FILE" };

    /// <summary>A whole number within bounds, or a line that says what is wrong.</summary>
    public static int Number(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"{option} {text}: give a whole number from {least} to {most}."));

    /// <summary>Measures, prints, writes the files that were asked for.</summary>
    /// <returns>0.</returns>
    /// <exception cref="BadInputException">It could not be measured or written.</exception>
    public static async Task<int> RunAsync(string? csv, string? html, Func<Task<MeasureResult>> measure)
    {
        Probe(csv, html);
        return await Guard(async () =>
        {
            var result = await measure();
            Console.WriteLine();
            Console.WriteLine(result.Report.ToText());
            Write("--csv", csv, result.Csv);
            Write("--html", html, MeasurePage.Of(result.Title, [result.Report, .. result.Figures], PlotlyFile.Read()));
        });
    }

    /// <summary>Runs something that measures.</summary>
    /// <returns>0.</returns>
    /// <exception cref="BadInputException">It could not be measured; the message is the line to print.</exception>
    public static async Task<int> Guard(Func<Task> measure)
    {
        try
        {
            await measure();
            return 0;
        }
        catch (Exception e) when (e is MeasurementException or TimeoutException or PortUnavailableException)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    /// <summary>Proves that the files can be written, before seconds are spent on measuring what cannot be kept. Leaves everything as it was.</summary>
    /// <exception cref="BadInputException">It cannot.</exception>
    public static void Probe(string? csv, string? html)
    {
        ProbeFile("--csv", csv);
        ProbeFile("--html", html);
        if (csv is not null && html is not null && Path.GetFullPath(csv) == Path.GetFullPath(html))
            throw new BadInputException($"--csv {csv} --html {html}: both are the same file. Give two.");
    }

    /// <summary>Writes the whole file or nothing, so that an old file is never half overwritten, and says so.</summary>
    /// <exception cref="BadInputException">It cannot be written.</exception>
    public static void Write(string option, string? path, string text)
    {
        if (path is null) return;
        Try(option, path, file => AtomicFile.Write(file, text));
        Console.WriteLine($"written to {path}");
    }

    static void ProbeFile(string option, string? path) => Try(option, path, file =>
    {
        if (file == "") throw new IOException("its name is empty");
        if (Directory.Exists(file)) throw new IOException("it is a folder");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (!Directory.Exists(folder)) throw new IOException($"there is no folder {folder}");
        if (File.Exists(file)) File.OpenWrite(file).Dispose();
        else new FileStream($"{file}.{Guid.NewGuid():N}.tmp", FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
    });

    static void Try(string option, string? path, Action<string> action)
    {
        if (path is null) return;
        try
        {
            action(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"{option} {path}: cannot be written ({e.Message.TrimEnd('.')}). Give a file in a folder that you may write to.", e);
        }
    }
}
