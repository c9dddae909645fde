using System.CommandLine.Parsing;

namespace SocketSchool.App.Engines;

/// <summary>What starts an engine: a program and the arguments that come before the engine's own.</summary>
/// <param name="Program">The program.</param>
/// <param name="Arguments">Its first arguments.</param>
sealed record EngineCommand(string Program, IReadOnlyList<string> Arguments)
{
    /// <summary>Takes a line apart as a shell does; double quotes hold together what has blanks in it.</summary>
    /// <exception cref="BadInputException">It names no program.</exception>
    public static EngineCommand Parse(string line) => CommandLineParser.SplitCommandLine(line).ToList() is [{ Length: > 0 } program, .. var rest]
        ? new(program, rest)
        : throw new BadInputException("--engine-command: give a program and, if it needs some, its first arguments.");

    /// <summary>The line again, for messages.</summary>
    public override string ToString() => string.Join(' ', new[] { Program }.Concat(Arguments).Select(part => part.Contains(' ') ? $"\"{part}\"" : part));
}
