using SocketSchool.Notebooks.Kernels;

namespace SocketSchool.Notebooks.Processes;

/// <summary>
/// The parent's end of the protocol. One reader takes all that the kernel process says, whoever asked for it, so that an answer comes
/// between the events of a running cell; whole lines are written, one after the other.
/// </summary>
internal sealed class KernelChannel
{
    readonly Stream input;
    readonly LineReader lines;
    readonly Lock gate = new();
    readonly Dictionary<long, TaskCompletionSource<string?>> questions = [];
    readonly TaskCompletionSource<bool> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Task writing = Task.CompletedTask;
    RunningCell? cell;
    long lastQuestion;
    bool ended;
    FormatException? nonsense;

    /// <summary>Begins to read.</summary>
    /// <param name="input">Goes to the kernel process.</param>
    /// <param name="output">Comes from it.</param>
    public KernelChannel(Stream input, Stream output)
    {
        this.input = input;
        lines = new LineReader(output);
        _ = ReadAsync();
    }

    /// <summary>Whether the kernel is warm; false when it ended before.</summary>
    public Task<bool> Ready => ready.Task;

    /// <summary>From now on events belong to this cell.</summary>
    public void Begin(RunningCell next)
    {
        lock (gate)
        {
            cell = next;
            if (ended)
                next.End(null, nonsense);
        }
    }

    /// <summary>Events, if there are any, belong to nobody.</summary>
    public void End()
    {
        lock (gate)
            cell = null;
    }

    /// <summary>Sends a command.</summary>
    /// <exception cref="IOException">The kernel process has ended.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; a line that was begun is sent to its end all the same.</exception>
    public Task WriteAsync(KernelCommand command, CancellationToken cancellationToken)
    {
        lock (gate)
            return (writing = WriteLineAsync(writing, KernelMessages.Command(command))).WaitAsync(cancellationToken);
    }

    /// <summary>Asks something that is answered beside the cells.</summary>
    /// <param name="question">Makes the question, given its number.</param>
    /// <param name="limit">How long to wait for the answer.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The answer; <see langword="null"/> when there is none, no kernel, or none within the limit.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public async Task<string?> AskAsync(Func<long, KernelCommand> question, TimeSpan limit, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        long id;
        lock (gate)
        {
            if (ended)
                return null;
            id = ++lastQuestion;
            questions[id] = answer;
        }

        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        both.CancelAfter(limit);
        try
        {
            await WriteAsync(question(id), both.Token);
            return await answer.Task.WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            return null;
        }
        finally
        {
            lock (gate)
                questions.Remove(id);
        }
    }

    async Task WriteLineAsync(Task before, byte[] line)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        await input.WriteAsync(line);
        await input.FlushAsync();
    }

    async Task ReadAsync()
    {
        try
        {
            while (await lines.ReadAsync(CancellationToken.None) is { } line)
                Take(KernelMessages.ReadMessage(line));
        }
        catch (FormatException e)
        {
            nonsense = e;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The kernel is gone, or this end was closed: the end either way.
        }

        lock (gate)
        {
            ended = true;
            cell?.End(null, nonsense);
            foreach (var asked in questions.Values)
                asked.TrySetResult(null);
        }

        ready.TrySetResult(false);
    }

    void Take(KernelMessage message)
    {
        switch (message)
        {
            case KernelMessage.Ready:
                ready.TrySetResult(true);
                break;
            case KernelMessage.Answer answer:
                lock (gate)
                {
                    if (questions.TryGetValue(answer.Id, out var asked))
                        asked.TrySetResult(answer.Json);
                }

                break;
            case KernelMessage.OfCell { Event: KernelEvent.Done done }:
                Current?.End(done);
                break;
            case KernelMessage.OfCell { Event: var e }:
                Current?.Tell(e);
                break;
        }
    }

    RunningCell? Current
    {
        get
        {
            lock (gate)
                return cell;
        }
    }
}
