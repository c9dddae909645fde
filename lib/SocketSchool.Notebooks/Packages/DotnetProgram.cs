namespace SocketSchool.Notebooks.Packages;

/// <summary>The <c>dotnet</c> program and how to run it without its chatter.</summary>
internal static class DotnetProgram
{
    /// <summary>The one that runs this process, when it is one; else the first on the path.</summary>
    public static string Path { get; } = Find();

    /// <summary>
    /// Settings for a child: no greeting, no telemetry, English, no process that stays behind, and nothing of a build that this
    /// process itself may be a part of (<c>dotnet run</c> and <c>dotnet test</c> leave their MSBuild's traces in the environment).
    /// </summary>
    public static void Quiet(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            environment.Remove(name);
        environment["DOTNET_NOLOGO"] = "1";
        environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        environment["DOTNET_SKIP_FIRST_TIME_EXPERIENCE"] = "1";
        environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        environment["MSBUILDDISABLENODEREUSE"] = "1";
    }

    static string Find()
    {
        string?[] candidates =
        [
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH"),
            System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath : null,
        ];
        return candidates.FirstOrDefault(File.Exists) ?? "dotnet";
    }
}
