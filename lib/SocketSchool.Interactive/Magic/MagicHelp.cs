namespace SocketSchool.Interactive;

/// <summary>What <c>--help</c> says.</summary>
internal static class MagicHelp
{
    private static readonly (string Name, string Usage, string Does)[] s_commands =
    [
        ("#!servers", "#!servers", "lists the running servers, each with a link and a command that stop it"),
        ("#!stop", "#!stop [SERVER]", "stops one server (a variable, a name, or a port), or all of them"),
        ("#!wire", "#!wire [SERVER]", "draws what both ends of a server's connections did"),
        ("#!lesson", "#!lesson", "shows which exercises you have done, and what is next"),
    ];

    /// <summary>All commands as a table.</summary>
    public static Table All => Table.Of(s_commands.Select(one => (one.Usage, one.Does)), "type", "and it");

    /// <summary>One of them.</summary>
    /// <param name="name">For instance <c>#!stop</c>.</param>
    public static Table Of(string name) =>
        Table.Of(s_commands.Where(one => one.Name == name).Select(one => (one.Usage, one.Does)), "type", "and it");
}
