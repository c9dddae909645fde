using Microsoft.DotNet.Interactive;

namespace SocketSchool.Interactive;

/// <summary>
/// SocketSchool in .NET Interactive: figures are drawn by plotly.js, offline, and <c>#!servers</c>, <c>#!stop</c>, <c>#!wire</c> and
/// <c>#!lesson</c> are there. No lesson needs it.
/// </summary>
/// <remarks>
/// A package manager's <c>#r "nuget: SocketSchool.Interactive"</c> loads it by itself. From the built library:
/// <code>
/// #r "../lib/bin/interactive/SocketSchool.Interactive.dll"
/// await SocketSchool.Interactive.SocketSchoolExtension.LoadAsync();
/// </code>
/// </remarks>
public sealed class SocketSchoolExtension : IKernelExtension
{
    /// <summary>Loads it into a kernel. Loading it again changes nothing.</summary>
    /// <param name="kernel">Any kernel of the notebook.</param>
    /// <returns>When it is loaded.</returns>
    /// <exception cref="FileNotFoundException">No <c>SocketSchool.dll</c> was loaded before, nor is one near: the message says what to do.</exception>
    public Task OnLoadAsync(Kernel kernel) => LoadAsync(kernel);

    /// <summary>Loads it into a kernel. Loading it again changes nothing.</summary>
    /// <param name="kernel">Any kernel of the notebook; the one that runs the present cell by default.</param>
    /// <returns>When it is loaded.</returns>
    /// <exception cref="InvalidOperationException">No cell is running and no kernel was given.</exception>
    /// <exception cref="FileNotFoundException">No <c>SocketSchool.dll</c> was loaded before, nor is one near: the message says what to do.</exception>
    public static async Task LoadAsync(Kernel? kernel = null)
    {
        var root = kernel?.RootKernel ?? KernelInvocationContext.Current?.HandlingKernel?.RootKernel
            ?? throw new InvalidOperationException("No cell is running: call LoadAsync in a cell, or give it a kernel.");
        // This method names no type of SocketSchool: the first that does makes the runtime look for the assembly.
        await SchoolAssembly.UseThatOfAsync(root);
        ExtensionLoader.Load(root);
    }
}
