using System.Text.Json;
using System.Text.Json.Nodes;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Formatting;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Running;

/// <summary>Gathers a cell's events into outputs in nbformat 4. One instance per run of a cell; safe for events from any thread.</summary>
public sealed class CellOutputs
{
    readonly Lock gate = new();
    readonly List<KernelEvent> events = [];

    /// <summary>The first error, or <see langword="null"/>.</summary>
    public KernelEvent.Error? Error { get; private set; }

    /// <summary>Takes an event; console text joins that which came just before.</summary>
    /// <param name="e">The event.</param>
    public void Add(KernelEvent e)
    {
        lock (gate)
        {
            if (e is KernelEvent.Error error)
                Error ??= error;
            if (e is KernelEvent.ConsoleText text && events is [.., KernelEvent.ConsoleText last] && last.Name == text.Name)
                events[^1] = last with { Text = last.Text + text.Text };
            else if (e is not KernelEvent.Done)
                events.Add(e);
        }
    }

    /// <summary>The outputs so far.</summary>
    /// <param name="executionCount">The number of the cell's run, which a result carries.</param>
    public JsonArray ToJson(int executionCount)
    {
        lock (gate)
            return new JsonArray([.. events.Select(e => Output(e, executionCount))]);
    }

    /// <summary>One event as an output.</summary>
    internal static JsonObject Output(KernelEvent e, int executionCount) => e switch
    {
        KernelEvent.ConsoleText text => new()
        {
            ["name"] = text.Name,
            ["output_type"] = "stream",
            ["text"] = NotebookCell.Lines(text.Text),
        },
        KernelEvent.Display display => new()
        {
            ["data"] = Data(display.Data),
            ["metadata"] = new JsonObject(),
            ["output_type"] = "display_data",
        },
        KernelEvent.Result result => new()
        {
            ["data"] = Data(result.Data),
            ["execution_count"] = executionCount,
            ["metadata"] = new JsonObject(),
            ["output_type"] = "execute_result",
        },
        KernelEvent.Error error => new()
        {
            ["ename"] = error.Name,
            ["evalue"] = error.Value,
            ["output_type"] = "error",
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => JsonValue.Create(line))]),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(e), e, "not an output"),
    };

    static JsonObject Data(MimeBundle bundle)
    {
        var data = new JsonObject();
        foreach (var (mimeType, content) in bundle.Forms.OrderBy(form => form.Key, StringComparer.Ordinal))
            data[mimeType] = MimeBundle.IsJson(mimeType) ? Tree(content) : NotebookCell.Lines(content);
        return data;
    }

    static JsonNode? Tree(string json)
    {
        try
        {
            return JsonNode.Parse(json);
        }
        catch (JsonException)
        {
            return JsonValue.Create(json);
        }
    }
}
