using System.CommandLine;
using System.Globalization;
using System.Net;

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
        Probe("--csv", csv);
        Probe("--html", html);
        return await Guard(async () =>
        {
            var result = await measure();
            Console.WriteLine();
            Console.WriteLine(result.Report.ToText());
            Write("--csv", csv, result.Csv);
            Write("--html", html, Page(result.Title, [result.Report, .. result.Figures]));
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

    /// <summary>Proves that a file can be written, before seconds are spent on measuring what cannot be kept. Leaves everything as it was.</summary>
    /// <exception cref="BadInputException">It cannot.</exception>
    public static void Probe(string option, string? path) => Try(option, path, file =>
    {
        if (Directory.Exists(file)) throw new IOException("it is a folder");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (!Directory.Exists(folder)) throw new IOException($"there is no folder {folder}");
        if (File.Exists(file)) File.OpenWrite(file).Dispose();
        else new FileStream($"{file}.{Guid.NewGuid():N}.tmp", FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose).Dispose();
    });

    static void Write(string option, string? path, string text)
    {
        Try(option, path, file => File.WriteAllText(file, text));
        if (path is not null) Console.WriteLine($"written to {path}");
    }

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

    /// <summary>A page with the words, the table and the figures that needs no network.</summary>
    public static string Page(string title, IEnumerable<IView> views) =>
        $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{WebUtility.HtmlEncode(title)}}</title>
        <style>:root { color-scheme: light dark } body { max-width: 60em; margin: 2em auto; padding: 0 1em; font-family: system-ui, sans-serif }</style></head>
        <body><h1>{{WebUtility.HtmlEncode(title)}}</h1>
        {{string.Join("\n", views.Select(view => view.ToHtml()))}}
        </body></html>

        """;
}
