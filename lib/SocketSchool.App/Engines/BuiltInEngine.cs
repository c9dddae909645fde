using System.ComponentModel;
using SocketSchool.App.Running;
using SocketSchool.Notebooks.Processes;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.App.Engines;

/// <summary>The kernel in this program, a process a notebook.</summary>
sealed class BuiltInEngine(RunOptions options) : IEngine
{
    public string Name => EngineNames.BuiltIn;

    public IEngineSession Start(string path)
    {
        try
        {
            return new KernelSession(
                KernelProcess.Start(ThisProgram.Kernel, Path.GetDirectoryName(Path.GetFullPath(path))!), options);
        }
        catch (Win32Exception e)
        {
            throw new BadInputException($"{ThisProgram.Kernel.FileName}: cannot be started as a kernel: {e.Message}", e);
        }
    }
}
