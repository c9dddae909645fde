using System.Diagnostics;
using System.Globalization;

namespace SocketSchool.App.Engines;

/// <summary>
/// What an engine runs first: .NET Interactive does not end when its input does. If this process is killed, nobody would ever end it, nor
/// the servers in it. So it is told to watch; and not to, when it sees another process under this id, as from inside a container.
/// </summary>
static class ParentWatch
{
    /// <summary>The code; it shows nothing and leaves no variable.</summary>
    public static string Code()
    {
        using var self = Process.GetCurrentProcess();
        return $$"""
            _ = System.Threading.Tasks.Task.Run(async () =>
            {
                System.Diagnostics.Process parent;
                try { parent = System.Diagnostics.Process.GetProcessById({{self.Id.ToString(CultureInfo.InvariantCulture)}}); } catch { return; }
                if (parent.ProcessName != "{{self.ProcessName}}") return;
                await parent.WaitForExitAsync();
                System.Environment.Exit(0);
            });
            """;
    }
}
