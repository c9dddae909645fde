using Microsoft.DotNet.Interactive.Commands;

namespace SocketSchool.Interactive;

/// <summary>The command behind <c>#!wire</c>. The kernel makes it from the line, by the names of its properties.</summary>
public sealed class ShowWire : KernelCommand
{
    /// <summary>A variable, a server's name or a port; may be empty when one server runs.</summary>
    public string? Name { get; set; }

    /// <summary>Whether <c>--help</c> was given.</summary>
    public bool Help { get; set; }
}
