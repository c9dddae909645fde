using System.Text;
using System.Text.Json.Nodes;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Running;

namespace SocketSchool.Notebooks.Sessions;

/// <summary>A running cell's outputs as they come, up to a limit. Not safe for several threads at once.</summary>
/// <param name="cell">The cell's id.</param>
/// <param name="count">The number of the run.</param>
/// <param name="limit">Bytes to keep.</param>
internal sealed class LiveOutputs(string cell, int count, int limit)
{
    // Outputs that a cell showed by the ten thousand would be small and still stop a browser.
    const int OutputCount = 1000;

    readonly List<JsonObject> outputs = [];
    readonly StringBuilder stream = new();
    string? streamName;
    long kept;
    bool isFull;

    /// <summary>Whether there was an error.</summary>
    public bool HasError { get; private set; }

    /// <summary>Whether somebody ended the cell.</summary>
    public bool WasInterrupted { get; private set; }

    /// <summary>Takes an event of the kernel.</summary>
    /// <returns>What it adds to the page; <see langword="null"/> for nothing.</returns>
    public SessionEvent? Add(KernelEvent e)
    {
        HasError |= e is KernelEvent.Error;
        WasInterrupted |= e is KernelEvent.Error { Name: InterruptText.ErrorName };
        return e switch
        {
            KernelEvent.Done => null,
            KernelEvent.ConsoleText text => AddText(text),
            // Why a cell failed is always told.
            KernelEvent.Error => AddOutput(CellOutputs.Output(e, count)),
            _ => AddBounded(CellOutputs.Output(e, count)),
        };
    }

    /// <summary>The outputs so far, a copy.</summary>
    public JsonArray ToJson()
    {
        Settle();
        return new JsonArray([.. outputs.Select(output => output.DeepClone())]);
    }

    SessionEvent? AddText(KernelEvent.ConsoleText text)
    {
        if (!Fits(text.Text.Length))
            return Overflow();
        if (streamName == text.Name)
        {
            stream.Append(text.Text);
            return new SessionEvent.Append(cell, outputs.Count - 1, text.Text);
        }

        var added = AddOutput(CellOutputs.Output(text, count));
        streamName = text.Name;
        stream.Append(text.Text);
        return added;
    }

    SessionEvent.Output? AddBounded(JsonObject output) => Fits(output.ToJsonString().Length) ? AddOutput(output) : Overflow();

    bool Fits(int size) => !isFull && outputs.Count < OutputCount && (kept += size) <= limit;

    SessionEvent.Output? Overflow()
    {
        if (isFull)
            return null;
        isFull = true;
        EndStream();
        return AddOutput(CellOutputs.Output(
            new KernelEvent.ConsoleText("stderr", "... The cell shows more than the page keeps; the rest is left out. The cell itself goes on.\n"), count));
    }

    SessionEvent.Output AddOutput(JsonObject output)
    {
        EndStream();
        outputs.Add(output);
        return new SessionEvent.Output(cell, outputs.Count - 1, output);
    }

    void EndStream()
    {
        Settle();
        stream.Clear();
        streamName = null;
    }

    // A stream's text is put into its output when nothing more joins it, or somebody looks.
    void Settle()
    {
        if (streamName is not null)
            outputs[^1]["text"] = NotebookCell.Lines(stream.ToString());
    }
}
