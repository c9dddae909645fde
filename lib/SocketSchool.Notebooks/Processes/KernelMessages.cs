using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using SocketSchool.Notebooks.Formatting;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Processes;

/// <summary>
/// What parent and kernel process say to each other: one JSON object a line, UTF-8. Written and read by hand, because the
/// serializer's reflection would cost a kernel 80 ms of its start.
/// </summary>
internal static class KernelMessages
{
    // Both ends are ours and no browser reads along: HTML need not grow to six times its size.
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Command(KernelCommand command) => Line(json =>
    {
        switch (command)
        {
            case KernelCommand.Run run:
                json.WriteString("do", "run");
                json.WriteNumber("number", run.Number);
                json.WriteString("label", run.Label);
                json.WriteString("code", run.Code);
                break;
            case KernelCommand.Inspect inspect:
                json.WriteString("do", "inspect");
                json.WriteNumber("id", inspect.Id);
                json.WriteString("what", inspect.Query);
                break;
            case KernelCommand.Complete complete:
                json.WriteString("do", "complete");
                json.WriteNumber("id", complete.Id);
                json.WriteString("code", complete.Code);
                json.WriteNumber("at", complete.At);
                break;
            case KernelCommand.Interrupt interrupt:
                json.WriteString("do", "interrupt");
                json.WriteNumber("number", interrupt.Number);
                break;
            case KernelCommand.Stop:
                json.WriteString("do", "stop");
                break;
        }
    });

    public static byte[] Message(KernelMessage message) => Line(json =>
    {
        switch (message)
        {
            case KernelMessage.Ready:
                json.WriteString("event", "ready");
                break;
            case KernelMessage.Answer answer:
                json.WriteString("event", "answer");
                json.WriteNumber("id", answer.Id);
                // As a string: the panel's own line breaks would tear the line.
                json.WriteString("json", answer.Json);
                break;
            case KernelMessage.OfCell { Event: var e }:
                WriteEvent(json, e);
                break;
        }
    });

    /// <exception cref="FormatException">It is not a line of this protocol.</exception>
    public static KernelCommand ReadCommand(ReadOnlyMemory<byte> line) => Read<KernelCommand>(line, "The kernel was sent", root => Text(root, "do") switch
    {
        "run" => new KernelCommand.Run(root.GetProperty("number").GetInt64(), Text(root, "label"), Text(root, "code")),
        "inspect" => new KernelCommand.Inspect(root.GetProperty("id").GetInt64(), Text(root, "what")),
        "complete" => new KernelCommand.Complete(root.GetProperty("id").GetInt64(), Text(root, "code"), Int(root, "at")),
        "interrupt" => new KernelCommand.Interrupt(root.GetProperty("number").GetInt64()),
        "stop" => new KernelCommand.Stop(),
        var other => throw new FormatException($"The kernel was sent the unknown command '{other}'."),
    });

    /// <exception cref="FormatException">It is not a line of this protocol.</exception>
    public static KernelMessage ReadMessage(ReadOnlyMemory<byte> line) => Read<KernelMessage>(line, "The kernel sent", root => Text(root, "event") switch
    {
        "ready" => new KernelMessage.Ready(),
        "answer" => new KernelMessage.Answer(root.GetProperty("id").GetInt64(), root.GetProperty("json").GetString()),
        var name => new KernelMessage.OfCell(ReadEvent(root, name)),
    });

    static void WriteEvent(Utf8JsonWriter json, KernelEvent e)
    {
        switch (e)
        {
            case KernelEvent.ConsoleText text:
                json.WriteString("event", "console");
                json.WriteString("name", text.Name);
                json.WriteString("text", text.Text);
                break;
            case KernelEvent.Display display:
                WriteBundle(json, "display", display.Data);
                break;
            case KernelEvent.Result result:
                WriteBundle(json, "result", result.Data);
                break;
            case KernelEvent.Error error:
                json.WriteString("event", "error");
                json.WriteString("name", error.Name);
                json.WriteString("value", error.Value);
                json.WriteStartArray("traceback");
                foreach (var line in error.Traceback)
                    json.WriteStringValue(line);
                json.WriteEndArray();
                json.WriteStartArray("diagnostics");
                foreach (var diagnostic in error.Diagnostics)
                    diagnostic.WriteTo(json);
                json.WriteEndArray();
                break;
            case KernelEvent.Done done:
                json.WriteString("event", "done");
                json.WriteBoolean("succeeded", done.Succeeded);
                json.WriteNumber("ms", done.Elapsed.TotalMilliseconds);
                break;
        }
    }

    static KernelEvent ReadEvent(JsonElement root, string name) => name switch
    {
        "console" => new KernelEvent.ConsoleText(Text(root, "name"), Text(root, "text")),
        "display" => new KernelEvent.Display(ReadBundle(root)),
        "result" => new KernelEvent.Result(ReadBundle(root)),
        "error" => new KernelEvent.Error(
            Text(root, "name"), Text(root, "value"), [.. root.GetProperty("traceback").EnumerateArray().Select(l => l.GetString() ?? "")])
        {
            Diagnostics = [.. root.GetProperty("diagnostics").EnumerateArray().Select(ReadDiagnostic)],
        },
        "done" => new KernelEvent.Done(
            root.GetProperty("succeeded").GetBoolean(), TimeSpan.FromMilliseconds(root.GetProperty("ms").GetDouble())),
        _ => throw new FormatException($"The kernel sent the unknown event '{name}'."),
    };

    static CellDiagnostic ReadDiagnostic(JsonElement json) => new(
        Int(json, "line"), Int(json, "column"), Int(json, "endLine"), Int(json, "endColumn"),
        Text(json, "severity"), Text(json, "code"), Text(json, "message"));

    static T Read<T>(ReadOnlyMemory<byte> line, string who, Func<JsonElement, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"{who} {line.Length} bytes that are no line of the protocol: {e.Message}"), e);
        }
    }

    static int Int(JsonElement root, string name) => root.GetProperty(name).GetInt32();

    static string Text(JsonElement root, string name) => root.GetProperty(name).GetString() ?? "";

    static void WriteBundle(Utf8JsonWriter json, string name, MimeBundle bundle)
    {
        json.WriteString("event", name);
        json.WriteStartObject("data");
        foreach (var (mimeType, content) in bundle.Forms)
            json.WriteString(mimeType, content);
        json.WriteEndObject();
    }

    static MimeBundle ReadBundle(JsonElement root) =>
        new(root.GetProperty("data").EnumerateObject().Select(form => KeyValuePair.Create(form.Name, form.Value.GetString() ?? "")));

    static byte[] Line(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
