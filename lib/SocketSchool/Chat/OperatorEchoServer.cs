using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// An echo server whose operator answers by hand: each line of a client waits until <see cref="Answer"/> or <see cref="Echo"/> is
/// called for it, the oldest first. Nothing blocks: the clients wait, not the cell.
/// </summary>
/// <remarks>
/// A client's next line is read when the one before is answered, so one client has one question waiting, and a client that talks on
/// is slowed down by TCP itself. Clients that send no line ends are served as <see cref="GreetingServer"/> does it, and answers end as
/// the client ends its lines.
/// </remarks>
public sealed class OperatorEchoServer : TcpServer
{
    private const int MaxStock = 1000;
    private readonly Lock _gate = new();
    private readonly LinkedList<(Question Question, TaskCompletionSource<string> Answer)> _waiting = [];
    private readonly Queue<string> _stock = [];
    private readonly TimeSpan? _pause;
    private TaskCompletionSource _changed = NewSignal();
    private long _asked;
    private bool _operatorHasLeft;

    private OperatorEchoServer(ServerOptions options, Socket listener, TimeSpan? pause)
        : base("operator", options, listener) => _pause = pause;

    /// <summary>
    /// Raised for every question that has to wait for the operator, on the thread that read it: take it, return, throw nothing.
    /// </summary>
    public event Action<Question>? Asked;

    /// <summary>Who waits for an answer, the oldest first: a snapshot.</summary>
    public IReadOnlyList<Question> Waiting
    {
        get
        {
            lock (_gate) return [.. _waiting.Select(one => one.Question)];
        }
    }

    /// <summary>How many answers lie ready for questions to come.</summary>
    public int AnswersReady
    {
        get
        {
            lock (_gate) return _stock.Count;
        }
    }

    /// <summary>Starts the server and returns it running.</summary>
    /// <param name="port">The port; 0 (the default) takes a free one. A server of this process on the same port is stopped first.</param>
    /// <param name="options">Address and limits; the defaults of <see cref="ServerOptions"/> when left out.</param>
    /// <param name="pause">See <see cref="GreetingServer.Start"/>.</param>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static OperatorEchoServer Start(int port = 0, ServerOptions? options = null, TimeSpan? pause = null) =>
        Launch(port, options ?? new ServerOptions(), (valid, listener) => new OperatorEchoServer(valid, listener, pause));

    /// <summary>Answers the client that has waited longest. When nobody waits, the answer is kept for the next one who asks.</summary>
    /// <param name="text">The answer.</param>
    /// <returns>The question that it answers; <c>null</c> when it was kept.</returns>
    /// <exception cref="InvalidOperationException">1,000 answers lie ready already.</exception>
    public Question? Answer(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        lock (_gate)
        {
            if (TakeOldest(_ => text) is { } question) return question;
            if (_stock.Count == MaxStock) throw new InvalidOperationException($"{Say.Count(MaxStock, "answer")} lie ready and nobody asks.");
            _stock.Enqueue(text);
            return null;
        }
    }

    /// <summary>Sends the client that has waited longest its own words back.</summary>
    /// <returns>The question; <c>null</c> when nobody waits.</returns>
    public Question? Echo()
    {
        lock (_gate) return TakeOldest(question => question.Text);
    }

    /// <summary>The operator goes home: who waits and who comes later gets an echo.</summary>
    public void OperatorLeaves()
    {
        lock (_gate)
        {
            _operatorHasLeft = true;
            while (TakeOldest(question => question.Text) is not null)
            {
                // The next one.
            }
        }
    }

    /// <summary>Returns when so many clients wait for an answer.</summary>
    /// <param name="count">How many; 1 by default.</param>
    /// <param name="limit">How long to wait at most; 10 seconds by default.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <returns>Who waits, the oldest first.</returns>
    /// <exception cref="TimeoutException">There were fewer until the end.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    public async Task<IReadOnlyList<Question>> WaitForQuestionsAsync(
        int count = 1, TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        using var deadline = new CancellationTokenSource(limit ?? TimeSpan.FromSeconds(10), Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            while (true)
            {
                Task changed;
                lock (_gate)
                {
                    if (_waiting.Count >= count) return [.. _waiting.Select(one => one.Question)];
                    changed = _changed.Task;
                }

                await changed.WaitAsync(either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{Say.Count(Waiting.Count, "client")} waited for an answer, and not {count}.");
        }
    }

    private protected override async Task ConverseAsync(Connection client, CancellationToken stop)
    {
        var lines = new LineOrPauseReader(client, _pause);
        while (await lines.ReadAsync(stop) is { } line)
        {
            await client.SendTextAsync(await AskAsync(client, line.Text, stop) + line.End, stop);
        }
    }

    private async Task<string> AskAsync(Connection client, string text, CancellationToken stop)
    {
        var question = new Question(Interlocked.Increment(ref _asked), client.RemoteEndPoint, text);
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource changed;
        lock (_gate)
        {
            if (_stock.TryDequeue(out var ready)) return ready;
            if (_operatorHasLeft) return text;
            _waiting.AddLast((question, answer));
            (changed, _changed) = (_changed, NewSignal());
        }

        changed.SetResult();
        Asked?.Invoke(question);
        return await answer.Task.WaitAsync(stop);
    }

    private Question? TakeOldest(Func<Question, string> answer)
    {
        if (_waiting.First is not { Value: var (question, waiting) }) return null;
        _waiting.RemoveFirst();
        waiting.SetResult(answer(question));
        return question;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
