using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Engines;

/// <summary>Verso, whose command line runs a notebook as a whole and reports in a file.</summary>
/// <param name="options">How it runs notebooks.</param>
/// <param name="command">What starts it; <see langword="null"/> for <c>verso</c> on the path.</param>
sealed class VersoEngine(RunOptions options, string? command) : IEngine
{
    const string DefaultCommand = "verso";

    readonly EngineCommand start = EngineCommand.Parse(command ?? DefaultCommand);

    public string Name => EngineNames.Verso;

    public IEngineSession Start(string path) =>
        new VersoSession(Run, options, Path.GetDirectoryName(Path.GetFullPath(path))!);

    EngineProcess Run(IEnumerable<string> arguments, string folder)
    {
        try
        {
            return EngineProcess.Start(start, arguments, folder);
        }
        catch (BadInputException e) when (command is null)
        {
            throw new BadInputException(
                "The program verso is not here. Install it: dotnet tool install --global Verso.Cli; or say where it is: --engine-command CMD.", e);
        }
    }
}
