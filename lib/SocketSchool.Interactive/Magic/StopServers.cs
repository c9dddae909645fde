using Microsoft.DotNet.Interactive.Commands;

namespace SocketSchool.Interactive;

/// <summary>The command behind <c>#!stop</c>. The kernel makes it from the line, by the names of its properties.</summary>
public sealed class StopServers : KernelCommand
{
    /// <summary>A variable, a server's name or a port; all servers when it is empty.</summary>
    public string? Server { get; set; }

    /// <summary>Whether <c>--help</c> was given.</summary>
    public bool Help { get; set; }
}
