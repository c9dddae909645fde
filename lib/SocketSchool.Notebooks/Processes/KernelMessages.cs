using System.Globalization;
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
    public static byte[] Run(string label, string code) => Line(json =>
    {
        json.WriteString("do", "run");
        json.WriteString("label", label);
        json.WriteString("code", code);
    });

    public static byte[] Command(string name) => Line(json => json.WriteString("do", name));

    public static byte[] Ready() => Line(json => json.WriteString("event", "ready"));

    public static byte[] Event(KernelEvent e) => Line(json =>
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
                break;
            case KernelEvent.Done done:
                json.WriteString("event", "done");
                json.WriteBoolean("succeeded", done.Succeeded);
                json.WriteNumber("ms", done.Elapsed.TotalMilliseconds);
                break;
        }
    });

    /// <summary>The event that a line of the kernel tells; <see langword="null"/> for the line that says it is ready.</summary>
    /// <exception cref="FormatException">It is not a line of this protocol.</exception>
    public static KernelEvent? ReadEvent(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            string Text(string name) => root.GetProperty(name).GetString() ?? "";
            return Text("event") switch
            {
                "ready" => null,
                "console" => new KernelEvent.ConsoleText(Text("name"), Text("text")),
                "display" => new KernelEvent.Display(ReadBundle(root)),
                "result" => new KernelEvent.Result(ReadBundle(root)),
                "error" => new KernelEvent.Error(
                    Text("name"), Text("value"), [.. root.GetProperty("traceback").EnumerateArray().Select(l => l.GetString() ?? "")]),
                "done" => new KernelEvent.Done(
                    root.GetProperty("succeeded").GetBoolean(), TimeSpan.FromMilliseconds(root.GetProperty("ms").GetDouble())),
                var other => throw new FormatException($"The kernel sent the unknown event '{other}'."),
            };
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException(
                string.Create(CultureInfo.InvariantCulture, $"The kernel sent {line.Length} bytes that are not an event: {e.Message}"), e);
        }
    }

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
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
