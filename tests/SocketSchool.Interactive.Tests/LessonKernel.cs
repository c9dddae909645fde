using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.PackageManagement;

namespace SocketSchool.Interactive.Tests;

/// <summary>A C# kernel of .NET Interactive in a composite one, put together as the real tool does it.</summary>
internal sealed class LessonKernel : IDisposable
{
    public const string FirstCell = """
        #r "../lib/bin/SocketSchool.dll"
        using SocketSchool;
        """;

    public const string Extension = """
        #r "../lib/bin/interactive/SocketSchool.Interactive.dll"
        await SocketSchool.Interactive.SocketSchoolExtension.LoadAsync();
        """;

    // What hangs fails; what other programs slow down does not.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(3);
    private readonly CompositeKernel _kernel;

    public LessonKernel()
    {
        var csharp = new CSharpKernel()
            .UseNugetDirective((kernel, packages) =>
            {
                kernel.AddAssemblyReferences(packages.SelectMany(package => package.AssemblyPaths));
                return Task.CompletedTask;
            })
            .UseKernelHelpers()
            .UseValueSharing();
        _kernel = new CompositeKernel { csharp };
        _kernel.DefaultKernelName = csharp.Name;
    }

    /// <summary>A kernel in which the extension is loaded.</summary>
    public static async Task<LessonKernel> WithExtensionAsync()
    {
        var kernel = new LessonKernel();
        await kernel.PassAsync(FirstCell);
        await kernel.PassAsync(Extension);
        return kernel;
    }

    public async Task<CellRun> RunAsync(string code) => await SendAsync(new SubmitCode(code));

    /// <summary>Runs a cell that must not fail.</summary>
    public async Task<CellRun> PassAsync(string code)
    {
        var run = await RunAsync(code);
        Assert.True(run.Error is null, $"{code}\n{run.Error}");
        return run;
    }

    /// <summary>Runs a cell and returns the text that it ends with.</summary>
    public async Task<string> TextAsync(string code) => (await PassAsync(code)).Text;

    /// <summary>What the editor proposes at the end of a line.</summary>
    public async Task<CellRun> CompleteAsync(string code) =>
        await SendAsync(new RequestCompletions(code, new LinePosition(0, code.Length)));

    public async Task<CellRun> HoverAsync(string code) => await SendAsync(new RequestHoverText(code, new LinePosition(0, 3)));

    public void Dispose() => _kernel.Dispose();

    private async Task<CellRun> SendAsync(KernelCommand command) =>
        new(await _kernel.SendAsync(command, CancellationToken.None).WaitAsync(s_limit));
}
