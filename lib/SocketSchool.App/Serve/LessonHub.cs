using System.Globalization;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Sessions;

namespace SocketSchool.App.Serve;

/// <summary>The lessons that are open. Each lives as long as a tab shows it, and a little longer.</summary>
/// <param name="options">How they are kept.</param>
/// <param name="session">How they are run.</param>
/// <param name="catalog">The lessons there are.</param>
/// <param name="progress">What is noted of their exercises.</param>
sealed class LessonHub(ServeOptions options, LessonOptions session, LessonCatalog catalog, LearnerProgress progress) : IAsyncDisposable
{
    readonly Lock gate = new();
    readonly Dictionary<string, Entry> lessons = new(StringComparer.Ordinal);
    readonly Dictionary<string, Task> ending = new(StringComparer.Ordinal);
    readonly CancellationTokenSource closing = new();
    bool isClosed;
    long? seenAt;

    /// <summary>Opens a lesson for a tab, or finds it open.</summary>
    /// <exception cref="BadInputException">It cannot be opened: no such lesson, too many open, a file that cannot be used.</exception>
    public async Task<OpenLesson> OpenAsync(string name, Tab tab)
    {
        // The last one's kernel ends and its text is saved before the file is read again.
        while (StillEnding(name) is { } before)
            await before;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            if (!lessons.TryGetValue(name, out var entry))
            {
                MakeRoom();
                lessons[name] = entry = new Entry(OpenNew(name));
            }

            entry.Ending?.Cancel();
            entry.Ending = null;
            entry.Users++;
            entry.Lesson.Attach(tab);
            return entry.Lesson;
        }
    }

    /// <summary>
    /// A tab has gone. After a while without any, the lesson's kernel is ended. Somebody who looks at another page of ours is still
    /// there, and comes back from the glossary to servers that run; for such a one the while is longer.
    /// </summary>
    public void Close(string name, Tab tab)
    {
        lock (gate)
        {
            var entry = lessons[name];
            entry.Lesson.Detach(tab);
            if (--entry.Users == 0)
            {
                entry.IdleSince = session.Time.GetTimestamp();
                entry.Ending = CancellationTokenSource.CreateLinkedTokenSource(closing.Token);
                _ = EndLaterAsync(name, entry, entry.Ending.Token);
            }
        }
    }

    /// <summary>Somebody looks at the contents.</summary>
    public void Seen()
    {
        lock (gate)
            seenAt = session.Time.GetTimestamp();
    }

    /// <summary>The lessons that are open.</summary>
    public IReadOnlyList<OpenLesson> Open()
    {
        lock (gate)
            return [.. lessons.Values.Select(entry => entry.Lesson)];
    }

    /// <summary>A lesson that is open; <see langword="null"/> for others.</summary>
    public OpenLesson? Find(string name)
    {
        lock (gate)
            return lessons.GetValueOrDefault(name)?.Lesson;
    }

    /// <summary>Saves everything and ends every kernel.</summary>
    public async ValueTask DisposeAsync()
    {
        List<Entry> all;
        lock (gate)
        {
            isClosed = true;
            all = [.. lessons.Values];
            lessons.Clear();
        }

        await closing.CancelAsync();
        await Task.WhenAll(all.Select(entry => entry.Lesson.DisposeAsync().AsTask()));
        await Task.WhenAll(Ended());
    }

    Task[] Ended()
    {
        lock (gate)
            return [.. ending.Values];
    }

    Task? StillEnding(string name)
    {
        lock (gate)
            return ending.GetValueOrDefault(name) is { IsCompleted: false } task ? task : null;
    }

    // A lesson that no tab shows makes room first.
    void MakeRoom()
    {
        if (lessons.Count < options.MaxLessons)
            return;
        if (lessons.Where(pair => pair.Value.Users == 0).OrderBy(pair => pair.Value.IdleSince).Select(pair => pair.Key).FirstOrDefault() is not { } idle)
        {
            throw new BadInputException(string.Create(
                CultureInfo.InvariantCulture, $"{options.MaxLessons} lessons are open already, each with a process of its own. Close the page of one, then reload this."));
        }

        End(idle);
    }

    void End(string name)
    {
        lessons.Remove(name, out var entry);
        ending[name] = entry!.Lesson.DisposeAsync().AsTask();
    }

    OpenLesson OpenNew(string name)
    {
        var path = catalog.Find(name) ?? throw new BadInputException($"There is no lesson {name}.");
        try
        {
            var copy = LearnerCopy.Open(path, options.MyNotebooks, session.Time);
            return OpenLesson.Open(name, copy, session, catalog, progress);
        }
        catch (Exception e) when (e is NotebookFormatException or IOException)
        {
            throw new BadInputException(e.Message, e);
        }
    }

    async Task EndLaterAsync(string name, Entry entry, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(options.Keep, session.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            lock (gate)
            {
                if (cancellationToken.IsCancellationRequested || lessons.GetValueOrDefault(name) != entry || entry.Users > 0)
                    return;
                if (options.Keep > TimeSpan.Zero && IsSomebodyThere() && session.Time.GetElapsedTime(entry.IdleSince) < options.KeepBeside)
                    continue;
                End(name);
                return;
            }
        }
    }

    bool IsSomebodyThere() =>
        lessons.Values.Any(entry => entry.Users > 0) || (seenAt is { } seen && session.Time.GetElapsedTime(seen) < options.Keep);

    sealed class Entry(OpenLesson lesson)
    {
        public OpenLesson Lesson => lesson;

        public int Users { get; set; }

        public long IdleSince { get; set; }

        public CancellationTokenSource? Ending { get; set; }
    }
}
