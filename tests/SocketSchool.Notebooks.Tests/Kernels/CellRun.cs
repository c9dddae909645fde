using SocketSchool.Notebooks.Formatting;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Tests.Kernels;

/// <summary>The events of one cell, asked as a test asks.</summary>
sealed class CellRun
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public List<KernelEvent> Events { get; } = [];

    public string Out => string.Concat(Events.OfType<KernelEvent.ConsoleText>().Where(e => e.Name == "stdout").Select(e => e.Text));

    public string Err => string.Concat(Events.OfType<KernelEvent.ConsoleText>().Where(e => e.Name == "stderr").Select(e => e.Text));

    public string? Result => Events.OfType<KernelEvent.Result>().SingleOrDefault()?.Data[MimeBundle.PlainText];

    public KernelEvent.Error? Error => Events.OfType<KernelEvent.Error>().SingleOrDefault();

    public string Traceback => string.Join('\n', Error?.Traceback ?? []);

    public static async Task<CellRun> RunAsync(CSharpKernel kernel, string code, string label = "cell 1")
    {
        var run = new CellRun();
        await kernel.RunAsync(code, label, run.Events.Add).WaitAsync(Limit);
        return run;
    }

    /// <summary>Runs cells one after the other on a fresh kernel and returns the last.</summary>
    public static async Task<CellRun> RunAllAsync(params string[] cells)
    {
        using var kernel = new CSharpKernel(AppContext.BaseDirectory);
        CellRun? last = null;
        for (var i = 0; i < cells.Length; i++)
            last = await RunAsync(kernel, cells[i], $"cell {i + 1}");
        return last!;
    }
}
