using System.Net.Sockets;
using System.Threading.Channels;

namespace SocketSchool;

/// <summary>
/// Waits for somebody to talk to. Who calls tells a name and waits until <see cref="NextTalkAsync"/> takes the call; the caller then
/// learns this side's name, and this side begins.
/// </summary>
public sealed class TalkServer : TcpServer
{
    private readonly Channel<Caller> _callers = Channel.CreateUnbounded<Caller>();
    private readonly TimeSpan? _pause;

    private TalkServer(ServerOptions options, Socket listener, string person, bool takesTurns, TimeSpan? pause)
        : base("talk", options, listener)
    {
        Person = person;
        TakesTurns = takesTurns;
        _pause = pause;
    }

    /// <summary>The name of the person at this side, told to the next caller who is taken.</summary>
    public string Person { get; set; }

    /// <summary>Whether the two speak strictly in turns.</summary>
    public bool TakesTurns { get; }

    /// <summary>Starts waiting for callers and returns.</summary>
    /// <param name="person">The name of the person at this side.</param>
    /// <param name="port">The port; 0 (the default) takes a free one. A server of this process on the same port is stopped first.</param>
    /// <param name="takesTurns">See <see cref="TakesTurns"/>; true by default.</param>
    /// <param name="options">Address and limits; the defaults of <see cref="ServerOptions"/> when left out.</param>
    /// <param name="pause">See <see cref="GreetingServer.Start"/>.</param>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static TalkServer Start(
        string person, int port = 0, bool takesTurns = true, ServerOptions? options = null, TimeSpan? pause = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        return Launch(
            port, options ?? new ServerOptions(), (valid, listener) => new TalkServer(valid, listener, person, takesTurns, pause));
    }

    /// <summary>Takes the next call, in the order they came in, and tells the caller this side's name.</summary>
    /// <param name="limit">How long to wait for one; 10 seconds by default.</param>
    /// <param name="cancellationToken">Gives up the wait.</param>
    /// <returns>This side's end of the conversation. The connection is closed when it is over.</returns>
    /// <exception cref="TimeoutException">Nobody called.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled, or the server stopped.</exception>
    public async Task<Talk> NextTalkAsync(TimeSpan? limit = null, CancellationToken cancellationToken = default)
    {
        limit ??= TimeSpan.FromSeconds(10);
        using var deadline = new CancellationTokenSource(limit.Value, Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken, StopToken);
        try
        {
            while (true)
            {
                var caller = await _callers.Reader.ReadAsync(either.Token);
                var talk = new Talk(caller.Client, caller.Lines, Person, caller.Name, TakesTurns, begins: true);
                try
                {
                    await caller.Client.SendTextAsync(Talk.OneLine(Person) + caller.Name.End, either.Token);
                }
                catch (Exception e) when (e is PeerResetException or ObjectDisposedException)
                {
                    // Tired of waiting, and gone. The next, please.
                    caller.Taken.SetException(e);
                    continue;
                }

                caller.Taken.SetResult(talk);
                return talk;
            }
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested && !cancellationToken.IsCancellationRequested && !IsStopping)
        {
            throw new TimeoutException($"Nobody called within {Say.Duration(limit.Value)}.");
        }
    }

    private protected override async Task ConverseAsync(Connection client, CancellationToken stop)
    {
        var lines = new LineOrPauseReader(client, _pause);
        if (await lines.ReadAsync(stop) is not { } name) return;
        var caller = new Caller(client, lines, name);
        _callers.Writer.TryWrite(caller);
        var talk = await caller.Taken.Task.WaitAsync(stop);
        await talk.Over.WaitAsync(stop);
    }

    private sealed record Caller(Connection Client, LineOrPauseReader Lines, Line Name)
    {
        public TaskCompletionSource<Talk> Taken { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
