using System.Text;

namespace SocketSchool.Notebooks.Kernels;

/// <summary>
/// Puts a kernel's events in one order, whatever thread they come from: console text is gathered into larger pieces, and anything
/// else first pushes out the text before it. Between cells text waits for the next cell.
/// </summary>
internal sealed class CellConsole : IDisposable
{
    /// <summary>Console text that one cell may show, in characters; what is beyond is counted and dropped.</summary>
    public const int Limit = 400_000;

    const int PieceSize = 8192;
    const int WaitingLimit = 65_536;

    static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(25);

    readonly Lock gate = new();
    readonly StringBuilder pending = new();
    readonly Timer timer;
    string pendingName = "stdout";
    Action<KernelEvent>? sink;
    int shown;
    long dropped;

    public CellConsole() => timer = new Timer(_ => Flush(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    /// <summary>From now on, events go to <paramref name="onEvent"/>.</summary>
    public void Begin(Action<KernelEvent> onEvent)
    {
        lock (gate)
        {
            sink = onEvent;
            shown = pending.Length;
            dropped = 0;
            FlushLocked();
        }
    }

    /// <summary>Sends what is left and <paramref name="last"/>; later text waits for the next cell.</summary>
    public void End(KernelEvent last)
    {
        lock (gate)
        {
            FlushLocked();
            if (dropped > 0)
                sink?.Invoke(new KernelEvent.ConsoleText("stdout", $"\n... {dropped} more characters\n"));
            sink?.Invoke(last);
            sink = null;
        }
    }

    public void Send(KernelEvent e)
    {
        lock (gate)
        {
            FlushLocked();
            sink?.Invoke(e);
        }
    }

    public void Write(string name, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return;
        lock (gate)
        {
            if (name != pendingName)
                FlushLocked();
            pendingName = name;
            var room = sink is null ? WaitingLimit - pending.Length : Limit - shown;
            var taken = Math.Clamp(text.Length, 0, Math.Max(room, 0));
            dropped += text.Length - taken;
            if (pending.Length == 0 && sink is not null)
                timer.Change(Delay, Timeout.InfiniteTimeSpan);
            pending.Append(text[..taken]);
            shown += taken;
            if (pending.Length >= PieceSize)
                FlushLocked();
        }
    }

    public void Flush()
    {
        lock (gate)
            FlushLocked();
    }

    public void Dispose() => timer.Dispose();

    void FlushLocked()
    {
        if (pending.Length == 0 || sink is null)
            return;
        sink(new KernelEvent.ConsoleText(pendingName, pending.ToString()));
        pending.Clear();
    }
}
