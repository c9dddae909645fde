using System.CommandLine;
using System.Net;
using SocketSchool.App.Running;
using SocketSchool.App.Serve;

namespace SocketSchool.App.Commands;

/// <summary><c>serve</c>: the lessons as a page in the browser, with cells that run.</summary>
static class ServeCommand
{
    /// <summary>The verb, which is also meant when none is given.</summary>
    public const string Name = "serve";

    const string ProgressFileName = ".progress.json";

    /// <summary>The verb with its options.</summary>
    public static Command Create()
    {
        var port = new Option<int?>("--port")
        {
            Description = $"The port; 0 for any. Default: {ServeOptions.DefaultPort}, or the next that is free.",
            HelpName = "N",
        };
        var address = new Option<string?>("--address")
        {
            Description = "The address to listen on. Default: this machine only. 0.0.0.0 lets other machines in.",
            HelpName = "IP",
        };
        var noOpen = new Option<bool>("--no-open") { Description = "Do not open a browser." };
        var notebooks = new Option<string?>("--notebooks")
        {
            Description = "The lessons. Default: the notebooks/ folder found from here upward.",
            HelpName = "DIR",
        };
        var mine = new Option<string?>("--my")
        {
            Description = "Where your copies of the lessons are kept, and which exercises are done. Default: my-notebooks/ beside the lessons.",
            HelpName = "DIR",
        };
        var pathBase = new Option<string>("--path-base")
        {
            Description = "The path before all addresses, when a proxy passes it on: /x.",
            HelpName = "PATH",
            DefaultValueFactory = _ => "",
        };
        var hostName = new Option<string[]>("--host-name")
        {
            Description = "A name, beside localhost, by which browsers may call. May be given several times.",
            HelpName = "NAME",
            DefaultValueFactory = _ => [],
        };
        var offline = new Option<bool>("--offline") { Description = "No editor and no drawn figures: plain text areas and tables." };
        var noCdn = new Option<bool>("--no-cdn") { Description = "Take the editor and the figures from this machine or not at all." };
        var keep = new Option<double>("--keep")
        {
            Description = "How long a lesson's servers and variables outlive its page; up to 30 minutes while another page of ours is open, unless 0.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 60,
        };
        var timeout = new Option<double?>("--timeout") { Description = "How long one cell may run. Default: no limit.", HelpName = "SECONDS" };
        var pageFiles = new Option<string?>("--page-files") { Description = "Serve the page's own files from here.", HelpName = "DIR", Hidden = true };
        var command = new Command(Name, "Open the lessons as a page in the browser, with cells that run. This is what happens without a command, too.")
        {
            port, address, noOpen, notebooks, mine, pathBase, hostName, offline, noCdn, keep, timeout, pageFiles,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var lessons = Path.GetFullPath(NotebookPaths.Folder(parsed.GetValue(notebooks)));
            var my = Path.GetFullPath(parsed.GetValue(mine) ?? Path.Combine(lessons, "..", "my-notebooks"));
            var options = new ServeOptions(lessons, my)
            {
                Port = Port(parsed.GetValue(port)),
                Address = Address(parsed.GetValue(address)),
                PathBase = Base(parsed.GetValue(pathBase)!),
                HostNames = [.. parsed.GetValue(hostName)!.Select(HostName)],
                Npm = parsed.GetValue(offline) ? NpmSource.Offline : parsed.GetValue(noCdn) ? NpmSource.NoCdn : NpmSource.Any,
                Keep = Seconds("--keep", parsed.GetValue(keep), least: 0),
                TimeLimit = parsed.GetValue(timeout) is { } limit ? Seconds("--timeout", limit, least: 0.1) : null,
                ProgressFile = ProgressFile(parsed.GetValue(mine) is null ? lessons : my),
                PageFolder = parsed.GetValue(pageFiles),
            };
            return ServeAsync(options, opensBrowser: !parsed.GetValue(noOpen), cancellationToken);
        });
        return command;
    }

    static async Task<int> ServeAsync(ServeOptions options, bool opensBrowser, CancellationToken cancellationToken)
    {
        await using var server = await PageServer.StartAsync(options, cancellationToken);
        var url = PageAddress.Of(server, options);
        Console.WriteLine(url);
        if (PageAddress.Warning(options) is { } warning)
            Console.WriteLine(warning);
        Console.WriteLine("Ctrl+C stops the page, the lessons' kernels and all their servers. What you typed is saved.");
        if (opensBrowser)
            Browser.TryOpen(url);
        await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }

    // Beside the lessons, where other front ends have it too. Another folder for the copies is another learner's.
    static string ProgressFile(string folder) =>
        Environment.GetEnvironmentVariable(ThisProgram.ProgressVariable) is { Length: > 0 } setting
            ? setting == "off" ? setting : Path.GetFullPath(setting)
            : Path.Combine(folder, ProgressFileName);

    static int? Port(int? port) => port is null or (>= 0 and <= 65535)
        ? port
        : throw new BadInputException($"--port {port}: give a number from 0 to 65535.");

    static IPAddress? Address(string? address) =>
        address is null or "localhost" ? null
        : IPAddress.TryParse(address, out var parsed) ? IPAddress.IsLoopback(parsed) ? null : parsed
        : throw new BadInputException($"--address {address}: give an IP address of this machine, or 0.0.0.0 for all.");

    static string HostName(string name) => OwnOrigins.IsName(name)
        ? name
        : throw new BadInputException($"--host-name {name}: give a name like page.example.org, with a port if it has one, and no http://.");

    static string Base(string path) => path.TrimEnd('/') is var trimmed && (trimmed.Length == 0 || PathBase.IsValid(trimmed))
        ? trimmed
        : throw new BadInputException($"--path-base {path}: give a path like /x.");

    static TimeSpan Seconds(string option, double seconds, double least) => seconds >= least && seconds <= 86_400
        ? TimeSpan.FromSeconds(seconds)
        : throw new BadInputException($"{option} {seconds}: give a number of seconds from {least} to 86400.");
}
