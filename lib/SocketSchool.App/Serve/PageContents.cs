using System.Text.Json;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Serve;

/// <summary>The contents of the series with what the learner has done of it.</summary>
sealed class PageContents(ServeOptions options, LessonCatalog catalog, LearnerProgress progress, LessonHub hub)
{
    /// <summary>As <c>/api/contents</c> tells it.</summary>
    public byte[] ToJson()
    {
        var lessons = catalog.Lessons();
        var opened = lessons.ToDictionary(lesson => lesson.Name, lesson => Opened(lesson.Name), StringComparer.Ordinal);
        var states = lessons.ToDictionary(lesson => lesson.Name, progress.Of, StringComparer.Ordinal);
        return PageMessages.Json(json =>
        {
            json.WriteStartArray("lessons");
            foreach (var lesson in lessons)
                Write(json, lesson, opened[lesson.Name], states[lesson.Name]);
            json.WriteEndArray();
            json.WriteString("last", opened.Where(pair => pair.Value is not null).OrderByDescending(pair => pair.Value).FirstOrDefault().Key);
            json.WriteNumber("done", states.Values.Sum(one => one.Count(state => state.IsDone)));
            json.WriteNumber("total", states.Values.Sum(one => one.Count));
        });
    }

    void Write(Utf8JsonWriter json, LessonEntry lesson, DateTime? opened, IReadOnlyList<ExerciseState> exercises)
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
        json.WriteStartArray("running");
        json.WriteEndArray();
        PageMessages.WriteExercises(json, exercises);
        json.WriteEndObject();
    }

    // The copy is made and changed by whoever works on the lesson.
    DateTime? Opened(string lesson)
    {
        var copy = new FileInfo(Path.Combine(options.MyNotebooks, lesson + ".ipynb"));
        return copy.Exists ? copy.LastWriteTimeUtc : null;
    }
}
