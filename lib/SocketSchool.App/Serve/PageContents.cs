using System.Text.Json;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Serve;

/// <summary>The contents of the series with what the learner has done of it.</summary>
sealed class PageContents(ServeOptions options, LessonCatalog catalog, LearnerProgress progress, LessonHub hub)
{
    const string ListQuery = """{"do":"list"}""";

    static readonly TimeSpan AskLimit = TimeSpan.FromMilliseconds(300);

    /// <summary>As <c>/api/contents</c> tells it.</summary>
    public async Task<byte[]> ToJsonAsync(CancellationToken cancellationToken)
    {
        var running = await RunningAsync(cancellationToken);
        var lessons = catalog.Lessons();
        var opened = lessons.ToDictionary(lesson => lesson.Name, lesson => Opened(lesson.Name), StringComparer.Ordinal);
        var states = lessons.ToDictionary(lesson => lesson.Name, progress.Of, StringComparer.Ordinal);
        return PageMessages.Json(json =>
        {
            json.WriteStartArray("lessons");
            foreach (var lesson in lessons)
                Write(json, lesson, opened[lesson.Name], states[lesson.Name], running.GetValueOrDefault(lesson.Name));
            json.WriteEndArray();
            json.WriteString("last", opened.Where(pair => pair.Value is not null).OrderByDescending(pair => pair.Value).FirstOrDefault().Key);
            json.WriteNumber("done", states.Values.Sum(one => one.Count(state => state.IsDone)));
            json.WriteNumber("total", states.Values.Sum(one => one.Count));
        });
    }

    void Write(Utf8JsonWriter json, LessonEntry lesson, DateTime? opened, IReadOnlyList<ExerciseState> exercises, JsonElement servers)
    {
        json.WriteStartObject();
        json.WriteString("name", lesson.Name);
        json.WriteString("number", lesson.Number);
        json.WriteString("title", lesson.PlainTitle);
        json.WriteString("goalHtml", lesson.Goal is { } goal ? LessonText.Sentence(goal) : "");
        json.WriteString("minutes", lesson.Time);
        json.WriteBoolean("isGlossary", lesson.Name == LessonCatalog.GlossaryName);
        if (opened is { } at)
            json.WriteString("opened", at);
        else
            json.WriteNull("opened");
        json.WriteString("problem", lesson.Problem);
        json.WriteString("kernel", hub.Find(lesson.Name)?.Session.Kernel.State.ToString().ToLowerInvariant());
        WriteServers(json, servers);
        PageMessages.WriteExercises(json, exercises);
        json.WriteEndObject();
    }

    static void WriteServers(Utf8JsonWriter json, JsonElement servers)
    {
        json.WriteStartArray("running");
        if (servers.ValueKind == JsonValueKind.Array)
        {
            foreach (var server in servers.EnumerateArray().Where(server => server.ValueKind == JsonValueKind.Object))
            {
                json.WriteStartObject();
                json.WriteString("name", Text(server, "name"));
                json.WriteString("endPoint", Text(server, "endPoint"));
                json.WriteString("webAddress", Text(server, "webAddress"));
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    static string? Text(JsonElement server, string name) =>
        server.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // The kernels are asked side by side, and none may keep the contents waiting.
    async Task<IReadOnlyDictionary<string, JsonElement>> RunningAsync(CancellationToken cancellationToken)
    {
        var asked = hub.Open().Select(async lesson => (lesson.Name, Answer: await lesson.Session.InspectAsync(ListQuery, AskLimit, cancellationToken)));
        var servers = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var (name, answer) in await Task.WhenAll(asked))
        {
            if (PageMessages.TryParse(answer)?.TryGetProperty("servers", out var list) == true)
                servers[name] = list;
        }

        return servers;
    }

    // The copy is made and changed by whoever works on the lesson.
    DateTime? Opened(string lesson)
    {
        var copy = new FileInfo(Path.Combine(options.MyNotebooks, lesson + ".ipynb"));
        return copy.Exists ? copy.LastWriteTimeUtc : null;
    }
}
