using SocketSchool.Notebooks.Formatting;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Processes;

namespace SocketSchool.App.Tests;

/// <summary>The events of one cell in a kernel process.</summary>
sealed class KernelRun
{
    public List<KernelEvent> Events { get; } = [];

    public string Out => string.Concat(Events.OfType<KernelEvent.ConsoleText>().Select(e => e.Text));

    public string? Result => Events.OfType<KernelEvent.Result>().SingleOrDefault()?.Data[MimeBundle.PlainText];

    public KernelEvent.Error? Error => Events.OfType<KernelEvent.Error>().SingleOrDefault();

    public static async Task<KernelRun> RunAsync(KernelProcess kernel, string code, TimeSpan? limit = null)
    {
        var run = new KernelRun();
        await kernel.RunAsync(code, "cell 1", limit ?? App.Limit, run.Events.Add).WaitAsync(App.Limit + App.Limit);
        return run;
    }
}
