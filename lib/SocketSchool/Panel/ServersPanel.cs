using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SocketSchool;

/// <summary>
/// What a notebook's page shows of the servers of this kernel, and how it stops them. The page finds this class by its attribute and
/// asks it on a thread of its own, also while a cell runs; in a cell, <see cref="Servers.Running"/> shows the same.
/// </summary>
[NotebookPanel]
public static class ServersPanel
{
    // No browser takes this as HTML without having parsed it as JSON before.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Answers one question at once; it waits for nothing. Safe to call from any thread. What is wrong with a question is said in the
    /// answer, <c>{"error":"..."}</c>.
    /// </summary>
    /// <param name="query">
    /// <para>
    /// <c>{"do":"list","selected":"2","since":17}</c>: the servers in the order they were started; both fields may be left out. Answer:
    /// <c>{"servers":[{"id","name","state","protocol","endPoint","port","reach","connections","totalConnections","bytesIn","bytesOut",
    /// "faults","up","webAddress"?,"hint","version"}]}</c>. <c>state</c> is <c>listening</c>, <c>receiving</c> (UDP) or <c>stopping</c>;
    /// <c>connections</c> the clients that are connected now (UDP: heard from); bytes are counts; <c>reach</c>, <c>up</c> and <c>hint</c>
    /// (what to type in a terminal) are for people. <c>version</c> grows whenever something about the server changes. The selected one
    /// also has <c>cardHtml</c>, <c>logHtml</c> (its last 100 events) and <c>diagramHtml</c> (its last 60), unless its version is still
    /// <c>since</c>.
    /// </para>
    /// <para>
    /// <c>{"do":"stop","id":"2"}</c> asks a server to stop (<see cref="Server.RequestStop"/>), <c>"*"</c> all of them. Answer:
    /// <c>{"stopping":["2"]}</c>.
    /// </para>
    /// </param>
    public static string Describe(string query)
    {
        try
        {
            using var document = JsonDocument.Parse(query ?? "");
            var asked = document.RootElement;
            return Text(asked, "do") switch
            {
                "list" => Write(json => List(json, Text(asked, "selected"), Number(asked, "since"))),
                "stop" => Stop(Text(asked, "id")),
                _ => Error("The servers' panel knows \"do\":\"list\" and \"do\":\"stop\"."),
            };
        }
        catch (JsonException e)
        {
            return Error($"The servers' panel was asked something that is not JSON: {e.Message}");
        }
    }

    private static void List(Utf8JsonWriter json, string? selected, long? since)
    {
        json.WriteStartArray("servers");
        foreach (var (number, server) in Servers.Numbered)
        {
            var id = Id(number);
            json.WriteStartObject();
            json.WriteString("id", id);
            ServerEntry.Write(json, server, withViews: id == selected, since);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string Stop(string? id)
    {
        var meant = Servers.Numbered.Where(entry => id == "*" || Id(entry.Number) == id).ToList();
        if (meant.Count == 0 && id != "*") return Error($"There is no running server {id ?? "without an id"}.");
        foreach (var (_, server) in meant) server.RequestStop();
        return Write(json =>
        {
            json.WriteStartArray("stopping");
            foreach (var (number, _) in meant) json.WriteStringValue(Id(number));
            json.WriteEndArray();
        });
    }

    private static string Error(string message) => Write(json => json.WriteString("error", message));

    private static string Write(Action<Utf8JsonWriter> body)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, s_options))
        {
            json.WriteStartObject();
            body(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string Id(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Text(JsonElement asked, string name) =>
        asked.ValueKind == JsonValueKind.Object && asked.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static long? Number(JsonElement asked, string name) =>
        asked.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number)
            ? number
            : null;
}
