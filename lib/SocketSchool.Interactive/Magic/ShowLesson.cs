using Microsoft.DotNet.Interactive.Commands;

namespace SocketSchool.Interactive;

/// <summary>The command behind <c>#!lesson</c>. The kernel makes it from the line, by the names of its properties.</summary>
public sealed class ShowLesson : KernelCommand
{
    /// <summary>Whether <c>--help</c> was given.</summary>
    public bool Help { get; set; }
}
