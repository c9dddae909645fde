using SocketSchool.Notebooks.Formatting;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.App.Engines;

/// <summary>
/// Gathers what .NET Interactive says about one cell. A value that is displayed anew takes the place of its earlier form, as in a
/// front end; so the events are passed on when the cell has ended.
/// </summary>
sealed class InteractiveOutputs
{
    readonly List<KernelEvent> events = [];
    readonly Dictionary<string, int> displayed = new(StringComparer.Ordinal);
    bool hasError;
    int shown;
    long dropped;

    /// <summary>Takes an event.</summary>
    public void Add(InteractiveMessage message)
    {
        switch (message.Type)
        {
            case "StandardOutputValueProduced":
                AddText("stdout", message.Data[MimeBundle.PlainText] ?? "");
                break;
            case "StandardErrorValueProduced":
                AddText("stderr", message.Data[MimeBundle.PlainText] ?? "");
                break;
            case "ReturnValueProduced":
                events.Add(new KernelEvent.Result(message.Data));
                break;
            case "DisplayedValueProduced" or "DisplayedValueUpdated":
                Display(message);
                break;
            case "ErrorProduced" or "CommandFailed":
                Fail(InteractiveError.Of(message.Text));
                break;
        }
    }

    /// <summary>Takes a line that is not of the protocol: a program that a cell started shares the tool's standard output.</summary>
    public void AddRaw(string line) => AddText("stdout", line + "\n");

    /// <summary>The cell failed; what comes after the first error says the same again.</summary>
    public void Fail(KernelEvent.Error error)
    {
        if (!hasError)
            events.Add(error);
        hasError = true;
    }

    /// <summary>Passes the events on.</summary>
    /// <param name="onEvent">Gets them, and then the last.</param>
    /// <param name="elapsed">How long the cell took.</param>
    public KernelEvent.Done PassOn(Action<KernelEvent> onEvent, TimeSpan elapsed)
    {
        if (dropped > 0)
            events.Add(new KernelEvent.ConsoleText("stdout", $"\n... {dropped} more characters\n"));
        var done = new KernelEvent.Done(!hasError, elapsed);
        foreach (var e in events.Append(done))
            onEvent(e);
        return done;
    }

    // As much as the built-in kernel shows of a cell.
    void AddText(string name, string text)
    {
        var taken = Math.Min(text.Length, CellConsole.Limit - shown);
        shown += taken;
        dropped += text.Length - taken;
        if (taken > 0)
            events.Add(new KernelEvent.ConsoleText(name, text[..taken]));
    }

    void Display(InteractiveMessage message)
    {
        if (message.ValueId is { } id && displayed.TryGetValue(id, out var at))
        {
            events[at] = new KernelEvent.Display(message.Data);
            return;
        }

        if (message.ValueId is { } key)
            displayed[key] = events.Count;
        events.Add(new KernelEvent.Display(message.Data));
    }
}
