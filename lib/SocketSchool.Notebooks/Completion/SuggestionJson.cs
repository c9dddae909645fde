using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SocketSchool.Notebooks.Completion;

/// <summary>Names on their way from a kernel process to a page: written in the one, passed on by the other, drawn in the browser.</summary>
internal static class SuggestionJson
{
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes them: <c>{"from":7,"items":[{"name":...,"kind":...,"signatures":[...],"forms":...,"summary":...,"rank":...}]}</c>.</summary>
    public static string Write(SuggestionList list)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteNumber("from", list.From);
            if (list.IsAll)
                json.WriteBoolean("all", true);
            if (list.Unknown)
                json.WriteBoolean("unknown", true);
            json.WriteStartArray("items");
            foreach (var item in list.Items)
            {
                json.WriteStartObject();
                json.WriteString("name", item.Name);
                json.WriteString("kind", item.Kind);
                json.WriteStartArray("signatures");
                foreach (var signature in item.Signatures)
                    json.WriteStringValue(signature);
                json.WriteEndArray();
                if (item.Forms > 1)
                    json.WriteNumber("forms", item.Forms);
                if (item.Summary.Length > 0)
                    json.WriteString("summary", item.Summary);
                if (item.Rank > 0)
                    json.WriteNumber("rank", item.Rank);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
