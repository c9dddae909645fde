using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_acceptHints =
    [
        "One accept serves one client. What has to happen after it for the next one?",
        "Close the new socket when the client has its line, never the listening one. The client waits for your close to know that this was all.",
        "A client that has gone makes SendAsync throw a SocketException. Catch it inside the loop, around one client.",
    ];

    /// <summary>
    /// Checks lesson 02's accept loop on bare sockets: each client gets <c>You are ADDRESS:PORT</c> and the end, one after the other, until
    /// the token is cancelled.
    /// </summary>
    /// <param name="serve">Your loop; its socket listens on loopback already.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> AcceptLoop(
        Func<Socket, CancellationToken, Task> serve, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(serve);
        return CheckSession.RunAsync("accept-loop", s_acceptHints, session => AcceptLoopSteps(session, serve), cancellationToken);
    }

    private static async Task AcceptLoopSteps(CheckSession session, Func<Socket, CancellationToken, Task> serve)
    {
        await using (var loop = new RunningLoop(serve))
        {
            await loop.StartAsync();
            await OneClientAsync(session, loop, "the first client gets its own address and the end");
            await OneClientAsync(session, loop, "the second client too");
            await session.StepAsync("20 more, one after the other", async token =>
            {
                for (var i = 0; i < 20; i++) await ServeOneAsync(loop, token);
            }, note: loop.Note);
            await session.StepAsync(
                "the loop ends when stop is cancelled", loop.ExpectReturnAsync, hint: "Pass stop on to AcceptAsync and SendAsync.");
        }

        await using (var loop = new RunningLoop(serve))
        {
            await session.StepAsync("clients that were gone before you could answer do not end the loop", async token =>
            {
                // They come and go before the loop begins, so that it is sure to find them dead.
                for (var i = 0; i < 5; i++)
                {
                    await using var rude = await Probe.ConnectAsync(loop.EndPoint, null, token);
                    rude.Abort();
                }

                await using var next = await Probe.ConnectAsync(loop.EndPoint, null, token);
                await loop.StartAsync();
                await next.ExpectLineAsync($"You are {next.LocalEndPoint}");
            }, note: loop.Note, hint: "A client that has gone makes SendAsync throw. Catch the SocketException around one client, inside the loop.");
        }
    }

    private static Task OneClientAsync(CheckSession session, RunningLoop loop, string name) => session.StepAsync(
        name, token => ServeOneAsync(loop, token), note: loop.Note,
        hint: "The client's own address, seen from your side, is the new socket's RemoteEndPoint. The client also waits for you to close.");

    private static async Task ServeOneAsync(RunningLoop loop, CancellationToken token)
    {
        await using var probe = await Probe.ConnectAsync(loop.EndPoint, null, token);
        await probe.ExpectLineAsync($"You are {probe.LocalEndPoint}");
        await probe.ExpectEndAsync();
    }

    /// <summary>The learner's loop on a listening socket of its own.</summary>
    private sealed class RunningLoop : IAsyncDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly CancellationTokenSource _stop = new();
        private readonly Func<Socket, CancellationToken, Task> _serve;
        private Task _serving = Task.CompletedTask;

        public RunningLoop(Func<Socket, CancellationToken, Task> serve)
        {
            _serve = serve;
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            _listener.Listen(64);
            EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        }

        public IPEndPoint EndPoint { get; }

        public async Task StartAsync()
        {
            // On a thread of its own: a loop that blocks must not block the check.
            _serving = Task.Run(() => _serve(_listener, _stop.Token));
            // A stub ends at once, and so does a loop that is none: give it the time to show.
            await Task.WhenAny(_serving, Task.Delay(TimeSpan.FromMilliseconds(100)));
            if (_serving.Exception?.InnerException is NotImplementedException stub) throw stub;
        }

        public async Task ExpectReturnAsync(CancellationToken cancellationToken)
        {
            await _stop.CancelAsync();
            if (await Task.WhenAny(_serving, Task.Delay(TimeSpan.FromSeconds(2), cancellationToken)) != _serving)
            {
                throw new CheckFailure("your method returns", "it is still waiting 2 s later", "Pass stop on to AcceptAsync.");
            }

            if (_serving.IsFaulted) throw new CheckFailure("a return, or an OperationCanceledException", Note());
        }

        public string Note() => _serving switch
        {
            { IsFaulted: true, Exception.InnerException: { } e } => $"Your loop has ended: {e.GetType().Name}: {e.Message}",
            { IsCompleted: true } => "Your loop has ended.",
            _ => "",
        };

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Dispose();
            await _serving.WaitAsync(TimeSpan.FromSeconds(1))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }
    }
}
