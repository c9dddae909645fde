using SocketSchool.Notebooks.Running;
namespace SocketSchool.App.Engines;
sealed class VersoEngine(RunOptions options, string? command) : IEngine
{
    public string Name => EngineNames.Verso;
    public IEngineSession Start(string path) => throw new BadInputException($"{options}{command}");
}
