using System.Text.Json.Nodes;
using SocketSchool.Notebooks.Documents;
using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Sessions;

/// <summary>
/// One lesson that is open: the learner's copy, a kernel, the cells that wait. It outlives the pages that show it. All members may be
/// called from any thread; events are told one at a time, and what handles them must be quick, and may call nothing but <see cref="Read"/>.
/// </summary>
public sealed partial class LessonSession : IAsyncDisposable
{
    readonly Lock gate = new();
    readonly LearnerCopy copy;
    readonly LessonOptions options;
    readonly Action<SessionEvent> onEvent;
    readonly Dictionary<string, CellRun> runs = new(StringComparer.Ordinal);
    readonly Dictionary<string, object> writers = new(StringComparer.Ordinal);
    readonly CancellationTokenSource closing = new();
    readonly Task working;
    readonly ITimer timer;
    bool needsSave;
    string? lastProblem;

    LessonSession(LearnerCopy copy, LessonOptions options, Action<SessionEvent> onEvent)
    {
        this.copy = copy;
        this.options = options;
        this.onEvent = onEvent;
        working = Task.Run(WorkAsync);
        timer = options.Time.CreateTimer(_ => Look(), null, options.Pace, options.Pace);
    }

    /// <summary>Opens a lesson and begins to warm up a kernel for it.</summary>
    /// <param name="copy">The learner's copy; it belongs to the session from now on.</param>
    /// <param name="options">How to run it.</param>
    /// <param name="onEvent">Gets the events.</param>
    public static LessonSession Open(LearnerCopy copy, LessonOptions options, Action<SessionEvent> onEvent)
    {
        var session = new LessonSession(copy, options, onEvent);
        session.Enqueue(new Job.Warm());
        return session;
    }

    /// <summary>The lesson's title.</summary>
    public string Title
    {
        get
        {
            lock (gate)
                return copy.Document.Title;
        }
    }

    /// <summary>What happened to the copy when it was opened, in a line; <see langword="null"/> for nothing.</summary>
    public string? Notice => copy.Notice;

    /// <summary>The kernel's state and generation.</summary>
    public (KernelState State, int Generation) Kernel
    {
        get
        {
            lock (gate)
                return (kernelState, generation);
        }
    }

    /// <summary>The cells as they are. While <paramref name="read"/> runs no event is told, so that nothing is missed or met twice.</summary>
    /// <param name="read">Gets the notebook, to read only, and its cells. It must be quick and must not call back.</param>
    public void Read(Action<Notebook, IReadOnlyList<CellRecord>> read)
    {
        lock (gate)
        {
            var number = 0;
            read(copy.Document, [.. copy.Document.Cells.Select(cell => Record(cell, cell.Kind == CellKind.Code ? ++number : 0))]);
        }
    }

    /// <summary>Changes a cell's text and saves.</summary>
    /// <param name="cell">The cell's id.</param>
    /// <param name="source">The new text.</param>
    /// <param name="seen">The <see cref="Revision"/> of the text that the editor saw last; <see langword="null"/> overwrites whatever stands there.</param>
    /// <param name="editor">Who changes it: edits of one editor follow each other and are no conflict.</param>
    public EditOutcome Edit(string cell, string source, long? seen, object editor)
    {
        lock (gate)
        {
            var problem = TakeOutsideChange();
            if (Find(cell) is not { } found)
                return new(EditResult.UnknownCell, "", false);
            if (found.Source != source)
            {
                var isOwn = writers.TryGetValue(cell, out var writer) && ReferenceEquals(writer, editor);
                if (seen is not null && !isOwn && seen != Revision.Of(found.Source))
                    return new(EditResult.Conflict, found.Source, found.Source == copy.OriginalSource(cell));
                Change(found, source, editor);
            }

            problem ??= Save();
            return new(problem is null ? EditResult.Saved : EditResult.NotSaved, source, source == copy.OriginalSource(cell), problem);
        }
    }

    /// <summary>Gives a cell the lesson's own text again. The copy as it was is kept aside.</summary>
    /// <param name="cell">The cell's id.</param>
    /// <param name="editor">Who asks.</param>
    /// <returns>One line that says what happened.</returns>
    public string ResetCell(string cell, object editor)
    {
        lock (gate)
        {
            if (Find(cell) is not { } found)
                return $"There is no cell {cell}.";
            if (copy.OriginalSource(cell) is not { } original)
                return "This cell is your own: the lesson has no text for it.";
            if (found.Source == original)
                return "This cell has the lesson's text already.";
            var problem = TakeOutsideChange();
            var kept = KeepAside();
            Change(found, original, editor);
            Forget(cell);
            if (found.Kind == CellKind.Code)
            {
                found.Outputs = [];
                found.ExecutionCount = null;
            }

            problem ??= Save();
            var answer = "The cell has the lesson's text again." + kept;
            Tell(new SessionEvent.Reloaded(problem ?? answer));
            return answer;
        }
    }

    /// <summary>Begins the whole lesson anew: its own text, no outputs. The copy as it was is kept aside; the kernel goes on.</summary>
    /// <returns>One line that says what happened.</returns>
    /// <exception cref="NotebookFormatException">The lesson itself cannot be used.</exception>
    public string ResetLesson()
    {
        lock (gate)
        {
            ClearQueue();
            var problem = TakeOutsideChange();
            var kept = KeepAside();
            copy.StartOver();
            foreach (var cell in runs.Keys.ToList())
                Forget(cell);
            writers.Clear();
            problem ??= Save();
            var answer = "The lesson is as it was at first." + kept;
            Tell(new SessionEvent.Reloaded(problem ?? answer));
            return answer;
        }
    }

    /// <summary>Removes all outputs, but those of a cell that runs.</summary>
    public void ClearOutputs()
    {
        lock (gate)
        {
            foreach (var cell in copy.Document.Cells.Where(cell => cell.Kind == CellKind.Code && StateOf(cell.Id) != CellState.Running))
            {
                cell.Outputs = [];
                cell.ExecutionCount = null;
                if (runs.TryGetValue(cell.Id, out var run))
                    run.Clear();
            }

            needsSave = copy.Exists;
            Tell(new SessionEvent.Reloaded(null));
        }
    }

    /// <summary>
    /// Asks the panel of a library that the cells use, also while a cell runs (<see cref="Processes.KernelProcess.InspectAsync"/>).
    /// </summary>
    /// <param name="query">What to ask, JSON.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The answer, JSON; <see langword="null"/> without a kernel, a panel, or an answer in time.</returns>
    public Task<string?> InspectAsync(string query, TimeSpan limit, CancellationToken cancellationToken)
    {
        lock (gate)
            return kernel is null ? Task.FromResult<string?>(null) : kernel.InspectAsync(query, limit, cancellationToken);
    }

    /// <summary>
    /// Finds the names that may stand at a place of a cell, also while a cell runs (<see cref="Processes.KernelProcess.CompleteAsync"/>).
    /// </summary>
    /// <param name="code">The cell's source, as it is being written.</param>
    /// <param name="at">An offset into it.</param>
    /// <param name="limit">How long to wait.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The names, JSON; <see langword="null"/> without a kernel, or an answer in time.</returns>
    public Task<string?> CompleteAsync(string code, int at, TimeSpan limit, CancellationToken cancellationToken)
    {
        lock (gate)
            return kernel is null ? Task.FromResult<string?>(null) : kernel.CompleteAsync(code, at, limit, cancellationToken);
    }

    /// <summary>The notebook as a file: the learner's copy with all its outputs.</summary>
    public string ToJson()
    {
        lock (gate)
            return copy.Document.ToJson();
    }

    /// <summary>Saves, ends the kernel and all that its cells started.</summary>
    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        lock (gate)
            ClearQueue();
        await closing.CancelAsync();
        await working;
        lock (gate)
        {
            if (needsSave)
                Save();
        }

        closing.Dispose();
        signal.Dispose();
    }

    void Tell(SessionEvent e) => onEvent(e);

    NotebookCell? Find(string cell) => copy.Document.Cells.FirstOrDefault(found => found.Id == cell);

    void Change(NotebookCell cell, string source, object editor)
    {
        copy.Edit(cell, source);
        if (runs.TryGetValue(cell.Id, out var run))
            run.Diagnostics = [];
        writers[cell.Id] = editor;
        needsSave = true;
        Tell(new SessionEvent.Edited(cell.Id, source, Revision.Of(source), source == copy.OriginalSource(cell.Id), editor));
    }

    CellRecord Record(NotebookCell cell, int number)
    {
        var run = runs.GetValueOrDefault(cell.Id);
        return new(
            cell.Id,
            cell.Kind,
            number,
            cell.Source,
            cell.Source == copy.OriginalSource(cell.Id),
            IsLearners(cell),
            cell.Tags,
            run?.Outputs?.ToJson() ?? cell.Outputs.DeepClone().AsArray(),
            run?.Diagnostics ?? [],
            run?.Count ?? cell.ExecutionCount,
            run?.Elapsed,
            run?.Succeeded,
            run?.Generation,
            StateOf(cell.Id));
    }

    // What a cell that runs shows is not over.
    void Forget(string cell)
    {
        if (StateOf(cell) != CellState.Running)
            runs.Remove(cell);
    }

    CellState StateOf(string cell) => runs.GetValueOrDefault(cell)?.State ?? CellState.Idle;

    string KeepAside()
    {
        try
        {
            return copy.KeepAside() is { } name ? $" What you had is kept as {name}." : "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $" What you had could not be kept aside: {e.Message}";
        }
    }

    string? TakeOutsideChange()
    {
        try
        {
            if (copy.TakeOutsideChange() is not { } changed)
                return null;
            foreach (var cell in changed)
                writers.Remove(cell);
            Tell(new SessionEvent.Reloaded("Your copy was changed by another program; this is what it holds now."));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return e.Message;
        }
    }

    string? Save()
    {
        try
        {
            copy.Save();
            needsSave = false;
            return lastProblem = null;
        }
        catch (IOException e)
        {
            needsSave = true;
            return e.Message;
        }
    }

    // Who was told that his text is not saved is told when it is.
    string? SaveLate()
    {
        var late = copy.Unsaved;
        if (Save() is { } problem)
            return problem;
        foreach (var cell in late.Select(Find).OfType<NotebookCell>())
            Tell(new SessionEvent.Saved(cell.Id, cell.Source, cell.Source == copy.OriginalSource(cell.Id)));
        return null;
    }

    // Every so often: what others wrote, what is to be written.
    void Look()
    {
        lock (gate)
        {
            if (closing.IsCancellationRequested)
                return;
            var problem = TakeOutsideChange();
            if (problem is null && needsSave)
                problem = SaveLate();
            if (problem is not null && problem != lastProblem)
                Tell(new SessionEvent.Problem(problem));
            lastProblem = problem;
        }
    }

    /// <summary>What is known of a cell's last run.</summary>
    sealed class CellRun
    {
        public CellState State { get; set; }

        public LiveOutputs? Outputs { get; set; }

        public IReadOnlyList<CellDiagnostic> Diagnostics { get; set; } = [];

        public int? Count { get; set; }

        public TimeSpan? Elapsed { get; set; }

        public bool? Succeeded { get; set; }

        public int? Generation { get; set; }

        public void Clear()
        {
            Outputs = null;
            Diagnostics = [];
            Count = null;
            Elapsed = null;
            Succeeded = null;
            Generation = null;
        }
    }
}
