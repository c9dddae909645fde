using System.Text;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Processes;

/// <summary>
/// What a kernel process, or a program it started, wrote past the kernel: to the raw standard output or standard error. It belongs to
/// the cell that runs, and when the process dies its end says why.
/// </summary>
internal sealed class RawOutput
{
    const int ReportLimit = 64 * 1024;
    const int CellLimit = 200_000;

    readonly Lock gate = new();
    readonly StringBuilder report = new();
    TaskCompletionSource cellEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Action<KernelEvent>? sink;
    int shown;

    /// <summary>What the runtime reported of a crash; empty when it reported none.</summary>
    public string Report
    {
        get
        {
            lock (gate)
                return report.ToString();
        }
    }

    /// <summary>Completes when all that the running cell caused to be written before its end has been read.</summary>
    public Task CellEnd => cellEnd.Task;

    public void Begin(Action<KernelEvent> onEvent)
    {
        lock (gate)
        {
            cellEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
            report.Clear();
            shown = 0;
            sink = onEvent;
        }
    }

    public void End()
    {
        lock (gate)
            sink = null;
    }

    /// <summary>Reads until the stream ends, which may be after the process has: what it started holds it open too.</summary>
    public async Task ReadAsync(Stream stream)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[8192];
        var chars = new char[8192];
        int read;
        while ((read = await stream.ReadAsync(bytes)) > 0)
            Take(chars.AsSpan(0, decoder.GetChars(bytes, 0, read, chars, 0)));
    }

    void Take(ReadOnlySpan<char> text)
    {
        lock (gate)
        {
            while (!text.IsEmpty)
            {
                var end = text.IndexOf(KernelHost.RawEnd);
                Hold(end < 0 ? text : text[..end]);
                if (end < 0)
                    return;
                // The kernel lives: what looked like the report of its crash was that of another program.
                Show(report.ToString());
                report.Clear();
                cellEnd.TrySetResult();
                text = text[(end + 1)..].TrimStart('\n');
            }
        }
    }

    // The report of a crash goes into the cell's error, in a form that fits a page, and not into its output.
    void Hold(ReadOnlySpan<char> text)
    {
        var start = report.Length > 0 ? 0 : KernelDeath.ReportStart(text);
        Show(start < 0 ? text : text[..start]);
        if (start >= 0)
            report.Append(text[start..][..Math.Min(text.Length - start, ReportLimit - report.Length)]);
    }

    void Show(ReadOnlySpan<char> text)
    {
        var taken = text[..Math.Min(text.Length, CellLimit - shown)];
        shown += taken.Length;
        if (taken.Length > 0)
            sink?.Invoke(new KernelEvent.ConsoleText("stdout", taken.ToString()));
    }
}
