using System.Diagnostics;
using System.Text;

namespace SocketSchool.Page.Tests;

/// <summary>The program as a learner starts it, with copies and progress in a folder of its own.</summary>
internal sealed class PageServer : IAsyncDisposable
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(90);

    private readonly Process _process;
    private readonly bool _ownsFolder;
    private readonly StringBuilder _errors = new();

    private PageServer(Process process, string folder, bool ownsFolder) => (_process, MyFolder, _ownsFolder) = (process, folder, ownsFolder);

    /// <summary>The address as it was printed, with the token.</summary>
    public Uri Address { get; private set; } = new("http://localhost/");

    /// <summary>The folder with the learner's copies.</summary>
    public string MyFolder { get; }

    /// <param name="my">A folder that another server used; a new one when left out, which goes with the server.</param>
    /// <param name="arguments">More arguments of <c>serve</c>.</param>
    public static Task<PageServer> StartAsync(string? my = null, params string[] arguments) =>
        StartAsync(AppContext.BaseDirectory, my, ["--no-cdn", .. arguments]);

    /// <summary>A copy of the program, away from the packages that npm has fetched: it names those of the CDN.</summary>
    /// <param name="folder">Where the copy goes.</param>
    /// <param name="arguments">More arguments of <c>serve</c>.</param>
    public static Task<PageServer> StartAwayAsync(string folder, params string[] arguments)
    {
        foreach (var file in Directory.EnumerateFiles(AppContext.BaseDirectory)) File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        return StartAsync(folder, null, arguments);
    }

    private static async Task<PageServer> StartAsync(string program, string? my, string[] arguments)
    {
        var folder = my ?? Directory.CreateTempSubdirectory("socketschool-my-").FullName;
        string[] port = arguments.Contains("--port") ? [] : ["--port", "0"];
        var info = new ProcessStartInfo(
            "dotnet", [Path.Combine(program, "SocketSchool.App.dll"), "serve", "--no-open", .. port, "--my", folder, .. arguments])
        {
            WorkingDirectory = Repository.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        var server = new PageServer(Process.Start(info)!, folder, my is null);
        server._process.ErrorDataReceived += (_, line) => server._errors.AppendLine(line.Data);
        server._process.BeginErrorReadLine();
        var first = await server._process.StandardOutput.ReadLineAsync().WaitAsync(s_limit);
        if (first is null || !Uri.TryCreate(first, UriKind.Absolute, out var address))
            throw new InvalidOperationException($"serve printed no address: {first} {server._errors}");
        server.Address = address;
        // Nobody reads on; a full pipe would stop the program.
        _ = server._process.StandardOutput.ReadToEndAsync();
        return server;
    }

    public Uri Lesson(string name) => new(Address, $"lesson/{name}");

    /// <summary>The learner's copy of a lesson as it is on the disk.</summary>
    public string Copy(string lesson) => File.ReadAllText(Path.Combine(MyFolder, lesson + ".ipynb"));

    /// <summary>Ends it as Ctrl+C does: everything is saved.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-INT", $"{_process.Id}"])!;
        await kill.WaitForExitAsync();
        await _process.WaitForExitAsync().WaitAsync(s_limit);
    }

    /// <summary>Ends it as a power cut would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(s_limit);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(s_limit);
        _process.Dispose();
        if (_ownsFolder)
            Directory.Delete(MyFolder, recursive: true);
    }
}
