using System.Text.Json;
using SocketSchool.Notebooks.Formatting;

namespace SocketSchool.App.Engines;

/// <summary>
/// A line that .NET Interactive says on its standard output: an event, and the command it belongs to. Its protocol is a JSON object
/// a line in each direction.
/// </summary>
/// <param name="Type">The kind of event, for example <c>ReturnValueProduced</c>.</param>
/// <param name="Token">Names the command: ours, or ours and a number for what the tool made of it.</param>
/// <param name="Text">A failure's or error's message.</param>
/// <param name="ValueId">Names a value that was displayed and may be displayed anew.</param>
/// <param name="Data">A value in its forms.</param>
sealed record InteractiveMessage(string Type, string Token, string Text, string? ValueId, MimeBundle Data)
{
    /// <summary>The command that runs a cell.</summary>
    public static byte[] Submit(string token, string code) => Command("SubmitCode", token, json =>
    {
        json.WriteString("code", code);
        json.WriteString("targetKernelName", "csharp");
    });

    /// <summary>The command that ends the tool.</summary>
    public static byte[] Quit() => Command("Quit", "quit", _ => { });

    /// <summary>
    /// The event that a line tells, of no type where it tells a command; <see langword="null"/> for a line that is not of the protocol,
    /// which a program that a cell started may write.
    /// </summary>
    public static InteractiveMessage? Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (Member(root, "commandType") is not null)
                return new("", "", "", null, MimeBundle.Of(""));
            if (Member(root, "eventType") is not { } type || !root.TryGetProperty("event", out var e))
                return null;
            var token = root.TryGetProperty("command", out var command) ? Member(command, "token") : null;
            return new(type, token ?? "", Member(e, "message") ?? "", Member(e, "valueId"), Bundle(e));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static string? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    static MimeBundle Bundle(JsonElement e) =>
        e.ValueKind == JsonValueKind.Object && e.TryGetProperty("formattedValues", out var values) && values.ValueKind == JsonValueKind.Array
        ? new(values.EnumerateArray().Select(value => KeyValuePair.Create(Member(value, "mimeType") ?? MimeBundle.PlainText, Member(value, "value") ?? "")))
        : MimeBundle.Of("");

    static byte[] Command(string type, string token, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("token", token);
            json.WriteString("commandType", type);
            json.WriteStartObject("command");
            write(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
