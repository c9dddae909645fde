using SocketSchool.Notebooks.Formatting;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Processes;

namespace SocketSchool.Lessons.Tests;

/// <summary>The built-in kernel in a process of its own, as the runner starts it.</summary>
internal sealed class LessonKernel : IAsyncDisposable
{
    private static readonly TimeSpan s_cellLimit = TimeSpan.FromSeconds(45);
    private readonly KernelProcess _process = KernelProcess.Start(Start, Repository.Notebooks);

    // Model answers must not look like the learner's progress.
    public static KernelStart Start { get; } =
        new("dotnet", [Path.Combine(AppContext.BaseDirectory, "SocketSchool.App.dll"), "kernel"])
        {
            Environment = new Dictionary<string, string> { ["SOCKETSCHOOL_PROGRESS"] = "off" },
        };

    /// <summary>Runs code and returns the text of its last value; an error of the cell fails the test.</summary>
    public async Task<string> RunAsync(string code, string label)
    {
        var text = "";
        KernelEvent.Error? error = null;
        await _process.RunAsync(code, label, s_cellLimit, e =>
        {
            if (e is KernelEvent.Result result) text = result.Data[MimeBundle.PlainText] ?? "";
            if (e is KernelEvent.Error failure) error = failure;
        });
        Assert.True(error is null, $"{label}: {string.Join('\n', error?.Traceback ?? [])}");
        return text;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
