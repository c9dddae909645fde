using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Engines;

/// <summary>.NET Interactive, the engine of Polyglot Notebooks and of Jupyter's C# kernel, as a tool that speaks on its standard streams.</summary>
/// <param name="options">How it runs notebooks.</param>
/// <param name="command">What starts the tool; <see langword="null"/> for the one in the repository's tool manifest.</param>
sealed class InteractiveEngine(RunOptions options, string? command) : IEngine
{
    const string DefaultCommand = "dotnet tool run dotnet-interactive --";

    const string Install =
        "Install it: dotnet tool restore (in the repository), or dotnet tool install --global Microsoft.dotnet-interactive and then --engine-command dotnet-interactive.";

    readonly EngineCommand start = EngineCommand.Parse(command ?? DefaultCommand);

    public string Name => EngineNames.Interactive;

    public IEngineSession Start(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var process = EngineProcess.Start(
            start, ["stdio", "--default-kernel", "csharp", "--working-dir", folder],
            command is null ? ToolManifest.FolderFor(folder) : folder);
        var kernel = new InteractiveKernel(process);
        return new KernelSession(kernel, options, async stop =>
        {
            if (await kernel.ReadyAsync(stop) is { } why)
                throw new BadInputException(command is null ? $"The tool dotnet-interactive does not start: {why}. {Install}" : $"--engine-command {start}: {why}.");
        });
    }
}
