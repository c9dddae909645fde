using System.Text.Json;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Serve;

/// <summary>A lesson that is open, and the tabs that show it. Every tab sees all that happens.</summary>
sealed class OpenLesson : IAsyncDisposable
{
    const string ListQuery = """{"do":"list"}""";

    static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2);

    readonly Lock gate = new();
    readonly List<Tab> tabs = [];
    readonly LessonCatalog catalog;
    readonly LearnerProgress progress;
    readonly Notebook? glossary;
    readonly TimeProvider time;
    (string Text, IReadOnlyDictionary<string, string> Html) rendered = ("", new Dictionary<string, string>());
    byte[] toldProgress = [];
    byte[] toldServers = PageMessages.ServerNames(null);

    OpenLesson(string name, LessonCatalog catalog, LearnerProgress progress, TimeProvider time)
    {
        this.time = time;
        Name = name;
        this.catalog = catalog;
        this.progress = progress;
        glossary = catalog.Glossary();
    }

    public string Name { get; }

    public LessonSession Session { get; private set; } = null!;

    /// <summary>How many tabs show it.</summary>
    public int TabCount
    {
        get
        {
            lock (gate)
                return tabs.Count;
        }
    }

    public static OpenLesson Open(string name, LearnerCopy copy, LessonOptions options, LessonCatalog catalog, LearnerProgress progress)
    {
        var lesson = new OpenLesson(name, catalog, progress, options.Time);
        lock (lesson.gate)
            lesson.Session = LessonSession.Open(copy, options, lesson.Tell);
        return lesson;
    }

    /// <summary>Lets a tab hear all that happens from now on, beginning with the whole lesson.</summary>
    public void Attach(Tab tab)
    {
        Session.Read((notebook, cells) =>
        {
            tab.Send(LessonMessage(notebook, cells, Session.Notice));
            lock (gate)
            {
                tabs.Add(tab);
                tab.Send(toldServers);
            }
        });
        tab.Send(ProgressMessage());
    }

    public void Detach(Tab tab)
    {
        lock (gate)
            tabs.Remove(tab);
    }

    public ValueTask DisposeAsync() => Session.DisposeAsync();

    // Called by the session, one event at a time.
    void Tell(SessionEvent e)
    {
        switch (e)
        {
            case SessionEvent.Reloaded reloaded:
                byte[]? message = null;
                Session.Read((notebook, cells) => message = LessonMessage(notebook, cells, reloaded.Notice));
                Broadcast(message!);
                break;
            case SessionEvent.Saved saved:
                Broadcast(PageMessages.Saved(saved.Cell, saved.Source, saved.IsOriginal, time.GetUtcNow()));
                break;
            case SessionEvent.Edited edited:
                Broadcast(PageMessages.Of(edited)!, except: edited.Editor);
                break;
            default:
                if (PageMessages.Of(e) is { } told)
                    Broadcast(told);
                if (e is SessionEvent.Done)
                {
                    TellProgress();
                    _ = TellServersAsync();
                }
                else if (e is SessionEvent.Kernel { State: KernelState.Starting or KernelState.Dead })
                {
                    TellServers(null);
                }

                break;
        }
    }

    void TellProgress()
    {
        var message = ProgressMessage();
        if (message.AsSpan().SequenceEqual(toldProgress))
            return;
        toldProgress = message;
        Broadcast(message);
    }

    // Which servers run may be another thing after each cell.
    async Task TellServersAsync()
    {
        try
        {
            TellServers(PageMessages.TryParse(await Session.InspectAsync(ListQuery, AnswerLimit, CancellationToken.None)));
        }
        catch (ObjectDisposedException)
        {
            // The lesson was closed.
        }
    }

    void TellServers(JsonElement? answer)
    {
        var message = PageMessages.ServerNames(answer);
        lock (gate)
        {
            if (message.AsSpan().SequenceEqual(toldServers))
                return;
            toldServers = message;
            foreach (var tab in tabs.Where(tab => !tab.ShowsPanel))
                tab.Send(message);
        }
    }

    void Broadcast(byte[] message, object? except = null)
    {
        lock (gate)
        {
            foreach (var tab in tabs)
            {
                if (!ReferenceEquals(tab, except))
                    tab.Send(message);
            }
        }
    }

    byte[] ProgressMessage()
    {
        var (series, exercises) = progress.Count(Name);
        return PageMessages.Progress(series, exercises);
    }

    byte[] LessonMessage(Notebook notebook, IReadOnlyList<CellRecord> cells, string? notice)
    {
        var text = string.Concat(cells.Where(cell => cell.Kind == CellKind.Markdown).Select(cell => $"{cell.Id}\n{cell.Source}\n"));
        if (rendered.Text != text)
            rendered = (text, LessonText.Render(notebook, glossary));
        var place = catalog.Place(Name) ?? new(new(Name, notebook.Title, null, null, []), null, null);
        return PageMessages.Lesson(place, notebook, cells, rendered.Html, progress.Of(place.Lesson), Session.Kernel, notice);
    }
}
