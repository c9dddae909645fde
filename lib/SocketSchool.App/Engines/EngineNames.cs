using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Engines;

/// <summary>The engines that <c>run --engine</c> knows.</summary>
static class EngineNames
{
    public const string BuiltIn = "built-in";

    public const string Interactive = "dotnet-interactive";

    public const string Verso = "verso";

    /// <summary>The engine of that name.</summary>
    /// <param name="name">One of the constants.</param>
    /// <param name="command">What starts it, as a line of a shell: a program and its first arguments; <see langword="null"/> for the usual.</param>
    /// <param name="options">How it runs notebooks.</param>
    /// <exception cref="BadInputException">There is no such engine, or the command is of no use.</exception>
    public static IEngine Create(string name, string? command, RunOptions options)
    {
        if (name == BuiltIn && command is not null)
            throw new BadInputException("--engine-command: the built-in engine is this program. Name another: --engine dotnet-interactive or --engine verso.");
        return name switch
        {
            BuiltIn => new BuiltInEngine(options),
            Interactive => new InteractiveEngine(options, command),
            Verso => new VersoEngine(options, command),
            _ => throw new BadInputException($"--engine {name}: there is no such engine. Choose {BuiltIn}, {Interactive} or {Verso}."),
        };
    }
}
