using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Kernels;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Serve;

/// <summary>What the server says to a page: one JSON object a message, its <c>type</c> first.</summary>
static class PageMessages
{
    // Never put into HTML: no need to escape for that, and half the size for text that is not English.
    static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Lesson(
        LessonPlace place, Notebook notebook, IReadOnlyList<CellRecord> cells, IReadOnlyDictionary<string, string> html,
        IReadOnlyList<ExerciseState> exercises, (KernelState State, int Generation) kernel, string? notice) => Message("lesson", json =>
    {
        json.WriteString("name", place.Lesson.Name);
        json.WriteString("title", notebook.Title);
        WriteNeighbour(json, "previous", place.Previous);
        WriteNeighbour(json, "next", place.Next);
        WriteExercises(json, exercises);
        json.WriteStartObject("kernel");
        json.WriteString("state", Word(kernel.State));
        json.WriteNumber("generation", kernel.Generation);
        json.WriteEndObject();
        if (notice is not null)
            json.WriteString("notice", notice);
        json.WriteStartArray("cells");
        foreach (var cell in cells)
            WriteCell(json, cell, html);
        json.WriteEndArray();
    });

    /// <summary>An event as every tab hears it; <see langword="null"/> for those that are told in another way.</summary>
    public static byte[]? Of(SessionEvent e) => e switch
    {
        SessionEvent.Queued queued => OfCell("queued", queued.Cell),
        SessionEvent.Unqueued unqueued => OfCell("unqueued", unqueued.Cell),
        SessionEvent.Started started => OfCell("started", started.Cell, json => json.WriteNumber("count", started.Count)),
        SessionEvent.Output output => OfCell("output", output.Cell, json =>
        {
            json.WriteNumber("index", output.Index);
            json.WritePropertyName("output");
            output.Content.WriteTo(json);
        }),
        SessionEvent.Append append => OfCell("append", append.Cell, json =>
        {
            json.WriteNumber("index", append.Index);
            json.WriteString("text", append.Text);
        }),
        SessionEvent.Diagnostics diagnostics => OfCell("diagnostics", diagnostics.Cell, json => WritePlaces(json, "items", diagnostics.Places)),
        SessionEvent.Done done => OfCell("done", done.Cell, json =>
        {
            json.WriteBoolean("ok", done.Succeeded);
            json.WriteNumber("ms", Math.Round(done.Elapsed.TotalMilliseconds, 1));
        }),
        SessionEvent.Kernel kernel => Message("kernel", json =>
        {
            json.WriteString("state", Word(kernel.State));
            json.WriteNumber("generation", kernel.Generation);
            if (kernel.Note is not null)
                json.WriteString("note", kernel.Note);
        }),
        SessionEvent.Edited edited => OfCell("edited", edited.Cell, json =>
        {
            json.WriteString("source", edited.Source);
            json.WriteNumber("revision", edited.Revision);
            json.WriteBoolean("original", edited.IsOriginal);
        }),
        SessionEvent.Problem problem => Error(problem.Message),
        _ => null,
    };

    /// <summary>An edit was taken.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="source">Its text now.</param>
    /// <param name="isOriginal">Whether that is the lesson's own text.</param>
    /// <param name="at">When.</param>
    /// <param name="problem">Why the file does not have it yet; <see langword="null"/> when it does.</param>
    public static byte[] Saved(string cell, string source, bool isOriginal, DateTimeOffset at, string? problem = null) => OfCell("saved", cell, json =>
    {
        json.WriteNumber("revision", Revision.Of(source));
        json.WriteBoolean("original", isOriginal);
        json.WriteString("at", at);
        if (problem is not null)
            json.WriteString("problem", problem);
    });

    /// <summary>The cell that the page asked for is there; the lesson that was sent before has it.</summary>
    public static byte[] Added(string cell) => OfCell("added", cell);

    /// <summary>The names that the page asked for, as the kernel told them; without an answer, none.</summary>
    public static byte[] Names(long id, JsonElement? names) => Message("names", json =>
    {
        json.WriteNumber("id", id);
        if (names is not { } list)
            return;
        json.WritePropertyName("list");
        list.WriteTo(json);
    });

    /// <summary>The servers that run, in few words: for pages whose panel is closed.</summary>
    public static byte[] ServerNames(JsonElement? answer) => Message("panel", json => WriteServers(json, answer, IsName));

    public static byte[] Conflict(string cell, string theirs) => OfCell("conflict", cell, json =>
    {
        json.WriteString("theirs", theirs);
        json.WriteNumber("revision", Revision.Of(theirs));
    });

    public static byte[] Progress(ProgressCount series, IReadOnlyList<ExerciseState> exercises) => Message("progress", json =>
    {
        WriteExercises(json, exercises);
        json.WriteNumber("done", exercises.Count(exercise => exercise.IsDone));
        json.WriteNumber("total", exercises.Count);
        json.WriteNumber("seriesDone", series.Done);
        json.WriteNumber("seriesTotal", series.Total);
    });

    public static byte[] Error(string message) => Message("error", json => json.WriteString("message", message));

    /// <summary>What a kernel's panel answered, passed on; without an answer, no servers.</summary>
    public static byte[] Panel(JsonElement? answer, bool withoutUp = false) => Message("panel", json =>
    {
        if (answer?.TryGetProperty("error", out var error) == true)
            json.WriteString("error", error.ToString());
        WriteServers(json, answer, member => !withoutUp || !IsUp(member));
    });

    static void WriteServers(Utf8JsonWriter json, JsonElement? answer, Func<JsonProperty, bool> isWanted)
    {
        json.WriteStartArray("servers");
        if (answer?.TryGetProperty("servers", out var servers) == true && servers.ValueKind == JsonValueKind.Array)
        {
            foreach (var server in servers.EnumerateArray().Where(server => server.ValueKind == JsonValueKind.Object))
            {
                json.WriteStartObject();
                foreach (var member in server.EnumerateObject().Where(isWanted))
                    member.WriteTo(json);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    static bool IsName(JsonProperty member) => member.NameEquals("id") || member.NameEquals("name") || member.NameEquals("state");

    // Views are sent once for a version, and told by it.
    static bool IsUp(JsonProperty member) =>
        member.NameEquals("up") || member.NameEquals("cardHtml") || member.NameEquals("logHtml") || member.NameEquals("diagramHtml");

    /// <summary>What a panel answered, as an object; <see langword="null"/> for anything else: a panel is a library's, and may say what it likes.</summary>
    public static JsonElement? TryParse(string? answer)
    {
        try
        {
            return answer is not null && JsonElement.Parse(answer) is { ValueKind: JsonValueKind.Object } parsed ? parsed : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static byte[] Notice(string message) => Message("notice", json => json.WriteString("message", message));

    public static void WriteExercises(Utf8JsonWriter json, IEnumerable<ExerciseState> exercises)
    {
        json.WriteStartArray("exercises");
        foreach (var exercise in exercises)
            WriteExercise(json, exercise);
        json.WriteEndArray();
    }

    static void WriteExercise(Utf8JsonWriter json, ExerciseState exercise)
    {
        json.WriteStartObject();
        json.WriteString("name", exercise.Name);
        json.WriteString("state", exercise.IsDone ? "done" : exercise.IsTried ? "tried" : "open");
        json.WriteEndObject();
    }

    /// <summary>A JSON object whose members <paramref name="write"/> writes.</summary>
    public static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    static byte[] Message(string type, Action<Utf8JsonWriter> write) => Json(json =>
    {
        json.WriteString("type", type);
        write(json);
    });

    static byte[] OfCell(string type, string cell, Action<Utf8JsonWriter>? write = null) => Message(type, json =>
    {
        json.WriteString("cell", cell);
        write?.Invoke(json);
    });

    static void WriteNeighbour(Utf8JsonWriter json, string name, LessonEntry? lesson)
    {
        if (lesson is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("name", lesson.Name);
        json.WriteString("title", lesson.Title);
        json.WriteEndObject();
    }

    static void WriteCell(Utf8JsonWriter json, CellRecord cell, IReadOnlyDictionary<string, string> html)
    {
        json.WriteStartObject();
        json.WriteString("id", cell.Id);
        json.WriteString("kind", Word(cell.Kind));
        if (cell.Kind == CellKind.Markdown)
            json.WriteString("html", html.GetValueOrDefault(cell.Id, ""));
        json.WriteString("source", cell.Source);
        json.WriteNumber("revision", Revision.Of(cell.Source));
        json.WriteBoolean("original", cell.IsOriginal);
        if (cell.IsLearners)
            json.WriteBoolean("mine", true);
        json.WriteStartArray("tags");
        foreach (var tag in cell.Tags)
            json.WriteStringValue(tag);
        json.WriteEndArray();
        if (cell.Kind == CellKind.Code)
            WriteRun(json, cell);
        json.WriteEndObject();
    }

    static void WriteRun(Utf8JsonWriter json, CellRecord cell)
    {
        json.WriteNumber("number", cell.Number);
        json.WriteString("highlighted", LessonText.Highlight(cell.Source));
        json.WritePropertyName("outputs");
        cell.Outputs.WriteTo(json);
        WritePlaces(json, "diagnostics", cell.Diagnostics);
        if (cell.Count is { } count)
            json.WriteNumber("count", count);
        if (cell.Elapsed is { } elapsed)
            json.WriteNumber("ms", Math.Round(elapsed.TotalMilliseconds, 1));
        if (cell.Succeeded is { } succeeded)
            json.WriteBoolean("ok", succeeded);
        if (cell.Generation is { } generation)
            json.WriteNumber("generation", generation);
        json.WriteString("state", Word(cell.State));
    }

    static void WritePlaces(Utf8JsonWriter json, string name, IReadOnlyList<CellDiagnostic> places)
    {
        json.WriteStartArray(name);
        foreach (var place in places)
            place.WriteTo(json);
        json.WriteEndArray();
    }

    static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
