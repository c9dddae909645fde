using System.CommandLine;
using System.Globalization;
using System.Net;

namespace SocketSchool.App.Commands;

/// <summary>What <c>measure nagle</c> and <c>measure connections</c> share: the options for files, one line for what went wrong, the page.</summary>
static class MeasureNagleOutput
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
    public static async Task<int> RunAsync(string? csv, string? html, Func<Task<MeasureNagleResult>> measure)
    {
        // Before seconds are spent on measuring what cannot be kept.
        Probe("--csv", csv);
        Probe("--html", html);
        try
        {
            var result = await measure();
            Console.WriteLine();
            Console.WriteLine(result.Report.ToText());
            Write("--csv", csv, result.Csv);
            Write("--html", html, Page(result));
            return 0;
        }
        catch (Exception e) when (e is MeasurementException or TimeoutException or PortUnavailableException)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    static void Probe(string option, string? path) => Try(option, path, file =>
    {
        if (Directory.Exists(file)) throw new IOException("it is a folder");
        var folder = Path.GetDirectoryName(Path.GetFullPath(file));
        if (!Directory.Exists(folder)) throw new IOException($"there is no folder {folder}");
        if (File.Exists(file)) File.OpenWrite(file).Dispose();
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

    static string Page(MeasureNagleResult result) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{WebUtility.HtmlEncode(result.Title)}</title>
        <style>:root {"{"} color-scheme: light dark {"}"} body {"{"} max-width: 60em; margin: 2em auto; padding: 0 1em; font-family: system-ui, sans-serif {"}"}</style></head>
        <body><h1>{WebUtility.HtmlEncode(result.Title)}</h1>
        {result.Report.ToHtml()}
        {string.Join("\n", result.Figures.Select(figure => figure.ToHtml()))}
        </body></html>

        """;
}
