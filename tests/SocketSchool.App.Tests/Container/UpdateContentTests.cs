using System.Diagnostics;
using Repository = SocketSchool.App.Tests.Hosting.Repository;

namespace SocketSchool.App.Tests.Container;

/// <summary>
/// <c>.devcontainer/update-content.sh</c> must stop a prebuild that is broken. The programs that it calls are stand-ins here, which take
/// no time and fail when told to; the real ones run wherever a container or an image is built.
/// </summary>
public sealed class UpdateContentTests : IDisposable
{
    const string Ready = "Ready after";
    const string NotReady = "SocketSchool is NOT ready";

    readonly TempFolder _folder = new();

    [UnixFact]
    public async Task It_runs_a_lesson_on_each_engine_and_says_so()
    {
        var (exit, output) = await RunAsync(failOn: "nothing");

        Assert.Equal(0, exit);
        Assert.Contains(Ready, output, StringComparison.Ordinal);
        Assert.Contains("lesson 00-start-here ran on built in, .NET Interactive, Jupyter", output, StringComparison.Ordinal);
        var calls = await File.ReadAllLinesAsync(_folder.File("calls"));
        Assert.Collection(calls,
            call => Assert.Equal("dotnet tool restore", call),
            call => Assert.StartsWith("dotnet build SocketSchool.slnx", call, StringComparison.Ordinal),
            call => Assert.Matches("^dotnet run .* run --out .* notebooks/00-start-here.ipynb$", call),
            call => Assert.Matches("^dotnet run .* run --engine dotnet-interactive .* notebooks/00-start-here.ipynb$", call),
            call => Assert.Matches("^jupyter .*kernel_name=.net-csharp.* notebooks/00-start-here.ipynb$", call));
    }

    [UnixFact]
    public async Task A_Jupyter_without_the_kernel_is_no_failure_outside_the_image()
    {
        var (exit, output) = await RunAsync(failOn: "nbconvert", jupyter: "");

        Assert.Equal(0, exit);
        Assert.Contains("no Jupyter with the kernel .net-csharp here: not tried", output, StringComparison.Ordinal);
        Assert.EndsWith("ran on built in, .NET Interactive.", output.TrimEnd(), StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("tool restore", "restore the tools")]
    [InlineData("build", "build")]
    [InlineData("--out out/ready notebooks", "on the built-in engine")]
    [InlineData("--engine dotnet-interactive", "on .NET Interactive")]
    [InlineData("nbconvert", "in Jupyter")]
    public async Task It_stops_at_what_fails_and_names_it(string call, string step)
    {
        var (exit, output) = await RunAsync(failOn: call);

        Assert.Equal(1, exit);
        Assert.Contains(NotReady, output, StringComparison.Ordinal);
        Assert.Contains(step, output[output.IndexOf(NotReady, StringComparison.Ordinal)..].Split('\n')[0], StringComparison.Ordinal);
        Assert.DoesNotContain(Ready, output, StringComparison.Ordinal);
        Assert.Contains(call, (await File.ReadAllLinesAsync(_folder.File("calls")))[^1], StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task It_puts_the_pinned_tool_where_the_extension_looks()
    {
        await RunAsync(failOn: "nothing");

        var manifest = Directory.GetFiles(_folder.Path, "dotnet-tools.json", new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = 0,
        }).Single(path => path.Contains("/home/.vscode-server/data/User/globalStorage/ms-dotnettools.dotnet-interactive-vscode/", StringComparison.Ordinal));
        Assert.Equal(await File.ReadAllTextAsync(Path.Combine(Repository.Folder, ".config", "dotnet-tools.json")), await File.ReadAllTextAsync(manifest));
    }

    public void Dispose() => _folder.Dispose();

    async Task<(int Exit, string Output)> RunAsync(string failOn, string jupyter = "required")
    {
        // A copy, so that the script's folders and files land here and not in the checkout.
        foreach (var file in (string[])[".devcontainer/update-content.sh", ".devcontainer/pin-extension-tool.sh", ".config/dotnet-tools.json"])
        {
            _folder.Write(file, await File.ReadAllTextAsync(Path.Combine(Repository.Folder, file)));
        }

        foreach (var program in (string[])["dotnet", "jupyter"])
        {
            var path = _folder.Write($"bin/{program}", $"""
                #!/bin/sh
                echo "{program} $*" >> '{_folder.File("calls")}'
                case "$*" in *"{failOn}"*) exit 1 ;; esac

                """.ReplaceLineEndings("\n"));
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Directory.CreateDirectory(_folder.File("home"));
        var start = new ProcessStartInfo("bash", [_folder.File(".devcontainer/update-content.sh")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SOCKETSCHOOL_JUPYTER"] = jupyter, ["HOME"] = _folder.File("home"), ["PATH"] = $"{_folder.File("bin")}:/usr/bin:/bin" },
        };
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        var output = process.StandardOutput.ReadToEndAsync(limit.Token);
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        return (process.ExitCode, await output + await errors);
    }
}
