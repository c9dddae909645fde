using System.Globalization;
using Microsoft.DotNet.Interactive;

namespace SocketSchool.Interactive;

/// <summary>What a learner may call a server: the variable that holds it, its own name, or its port.</summary>
internal static class ServerNames
{
    /// <summary>Every word that <see cref="Find"/> knows, for the editor to propose.</summary>
    public static IReadOnlyList<string> All(Kernel root)
    {
        var running = Servers.Running;
        var variables = running.Select(server => Variables(root).FirstOrDefault(one => ReferenceEquals(one.Server, server)).Name).OfType<string>();
        var names = running.GroupBy(server => server.Name).Where(group => group.Count() == 1).Select(group => group.Key);
        return [.. variables.Concat(names).Concat(running.Select(Port)).Distinct()];
    }

    /// <summary>The server of that name; of several, the one that was started last.</summary>
    public static Server? Find(Kernel root, string wanted)
    {
        // A variable first: its server may have stopped, and its log is still there to be read.
        if (Variables(root).FirstOrDefault(one => one.Name == wanted).Server is { } held) return held;
        return Servers.Running.LastOrDefault(server => server.Name == wanted || Port(server) == wanted);
    }

    /// <summary>One line that says what there is instead.</summary>
    public static string NotFound(Kernel root, string? wanted)
    {
        var all = All(root);
        if (all.Count == 0) return "No server is running. EchoServer.Start() starts one.";
        var names = string.Join(", ", all);
        return string.IsNullOrWhiteSpace(wanted) ? $"Which server? There are: {names}." : $"There is no server \"{wanted}\". There are: {names}.";
    }

    /// <summary>How to name the server in a command: its variable, else its port.</summary>
    public static string Of(Kernel root, Server server) =>
        Variables(root).FirstOrDefault(one => ReferenceEquals(one.Server, server)).Name ?? Port(server);

    private static string Port(Server server) => server.Port.ToString(CultureInfo.InvariantCulture);

    private static IEnumerable<(string Name, Server Server)> Variables(Kernel root) => CellVariables.Of(root)
        .Where(variable => variable.Value is Server)
        .Select(variable => (variable.Name, (Server)variable.Value!))
        .Reverse()
        .DistinctBy(variable => variable.Name);
}
