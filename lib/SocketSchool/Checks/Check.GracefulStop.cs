using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

public static partial class Check
{
    private static readonly string[] s_gracefulHints =
    [
        "Three things happen one after the other: accept until stop, let nobody in any more, wait for those who are inside. Which line of yours " +
            "does which?",
        "Start each conversation without awaiting it, and keep its task in a list. AcceptAsync(stop) throws an OperationCanceledException when " +
            "it is time. Then close the listening socket and await Task.WhenAll of the list.",
        "Wrap `serve` in a method of your own; the list holds its tasks:\n" +
            "try { await serve(client); }\n" +
            "catch (Exception) { }\n" +
            "finally { client.Dispose(); }",
    ];

    // Longer than the limits that people choose when they want to be on the safe side.
    private static readonly TimeSpan s_longTalk = TimeSpan.FromSeconds(2.5);

    /// <summary>
    /// Checks lesson 06's server loop that stops gracefully: many clients at once until the token is cancelled, then nobody new, and it
    /// returns when the last conversation has ended.
    /// </summary>
    /// <param name="run">Your loop; its socket listens on loopback already, and the second parameter is the conversation.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<CheckReport> GracefulStop(
        Func<Socket, Func<Socket, Task>, CancellationToken, Task> run, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(run);
        return CheckSession.RunAsync("graceful-stop", s_gracefulHints, session => GracefulSteps(session, run), cancellationToken);
    }

    private static async Task GracefulSteps(CheckSession session, Func<Socket, Func<Socket, Task>, CancellationToken, Task> run)
    {
        await using (var loop = new StoppableLoop(run))
        {
            await loop.StartAsync();
            await session.StepAsync("a client is served, and its socket closed", token => OneAsync(loop, "hello", token), note: loop.Note,
                hint: "serve does not close the socket that you give it: that is yours to do, when it has returned. The client waits for it.");
            await session.StepAsync("three clients at once, the last first", async token =>
            {
                var probes = await ConnectAsync(loop, 3, token);
                foreach (var probe in Enumerable.Reverse(probes)) await SayAsync(probe, "hi\n", "hi\n");
                foreach (var probe in probes) await probe.DisposeAsync();
            }, note: loop.Note, hint: "A loop that awaits serve before the next accept serves one after the other. Start it, and go on.");
            await session.StepAsync("a conversation that fails hurts nobody else", async token =>
            {
                await using var fails = await Probe.ConnectAsync(loop.EndPoint, null, token);
                await fails.SendAsync("boom\n");
                await fails.ExpectEndAsync();
                await OneAsync(loop, "still there?", token);
            }, note: loop.Note, hint: "serve throws. Catch it around one client, and close that client's socket in a finally.");
            await session.StepAsync(
                "stopped with nobody inside, it returns", token => loop.ExpectReturnAsync(), note: loop.Note,
                hint: "AcceptAsync(stop) throws an OperationCanceledException when stop is cancelled: that ends the loop and is no error. And an " +
                "exception of a conversation that ended long ago is none of the stop either.");
        }

        await using (var loop = new StoppableLoop(run))
        {
            await loop.StartAsync();
            var inside = new List<Probe>();
            await session.StepAsync("stopped with two inside, it lets nobody in", async token =>
            {
                inside.AddRange(await ConnectAsync(loop, 2, token));
                foreach (var probe in inside) await SayAsync(probe, "one\n", "one\n");
                loop.Stop();
                await loop.ExpectClosedAsync(token);
            }, note: loop.Note, hint: "As long as the listening socket is open, the operating system lets clients in. Dispose it first, then wait.");
            await session.StepAsync("the two finish what they began", async token =>
            {
                foreach (var probe in inside) await SayAsync(probe, "two\n", "two\n");
                if (loop.HasReturned) throw new CheckFailure("your method waits for the two", "it has returned already");
                await LeaveAsync(inside[0]);
                await SayAsync(inside[1], "three\n", "three\n");
                if (loop.HasReturned) throw new CheckFailure("your method waits for the second", "it has returned already");
            }, note: loop.Note, hint: "To stop gracefully is to wait for the conversations that run: keep their tasks, and await all of them.");
            await session.StepAsync("the second one takes its time, and is waited for", async token =>
            {
                var began = Stopwatch.GetTimestamp();
                if (await loop.HasReturnedWithinAsync(s_longTalk))
                {
                    throw new CheckFailure("your method waits for the second, however long that takes",
                        $"it has returned {Say.Duration(Stopwatch.GetElapsedTime(began))} later, and the second is still inside");
                }

                await SayAsync(inside[1], "four\n", "four\n");
                await LeaveAsync(inside[1]);
            }, note: loop.Note, hint: "However long that takes: without a limit of your own, such as Task.Delay beside the conversations.");
            await session.StepAsync("then it returns", token => loop.ExpectReturnAsync(), note: loop.Note,
                hint: "When all conversations have ended, nothing is left to wait for.");
            foreach (var probe in inside) await probe.DisposeAsync();
        }
    }

    private static async Task OneAsync(StoppableLoop loop, string line, CancellationToken token)
    {
        await using var probe = await Probe.ConnectAsync(loop.EndPoint, null, token);
        await SayAsync(probe, line + "\n", line + "\n");
        await LeaveAsync(probe);
    }

    private static async Task LeaveAsync(Probe probe)
    {
        probe.ShutdownSend();
        await probe.ExpectEndAsync();
    }

    private static async Task<Probe[]> ConnectAsync(StoppableLoop loop, int count, CancellationToken token) =>
        await Task.WhenAll(Enumerable.Range(0, count).Select(_ => Probe.ConnectAsync(loop.EndPoint, null, token)));

    /// <summary>The learner's loop on a listening socket of its own; the conversation is an echo that fails at "boom".</summary>
    private sealed class StoppableLoop : IAsyncDisposable
    {
        private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        private readonly CancellationTokenSource _stop = new();
        private readonly CancellationTokenSource _end = new();
        private readonly Func<Socket, Func<Socket, Task>, CancellationToken, Task> _run;
        private Task _running = Task.CompletedTask;

        public StoppableLoop(Func<Socket, Func<Socket, Task>, CancellationToken, Task> run)
        {
            _run = run;
            _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            // Room for every try of ExpectClosedAsync: a full queue would leave the last ones waiting.
            _listener.Listen(256);
            EndPoint = (IPEndPoint)_listener.LocalEndPoint!;
        }

        public IPEndPoint EndPoint { get; }

        public bool HasReturned => _running.IsCompleted;

        public async Task StartAsync()
        {
            _running = Task.Run(() => _run(_listener, EchoAsync, _stop.Token));
            // A stub ends at once: give it the time to show.
            await Task.WhenAny(_running, Task.Delay(TimeSpan.FromMilliseconds(100)));
            if (_running.Exception?.InnerException is NotImplementedException stub) throw stub;
        }

        public async Task<bool> HasReturnedWithinAsync(TimeSpan time)
        {
            await Task.WhenAny(_running, Task.Delay(time));
            return HasReturned;
        }

        public void Stop() => _stop.Cancel();

        /// <summary>Nobody may get in any more: at once, or as soon as the loop has noticed.</summary>
        public async Task ExpectClosedAsync(CancellationToken token)
        {
            for (var i = 0; i < 100; i++)
            {
                using var late = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await late.ConnectAsync(EndPoint, token);
                }
                catch (SocketException)
                {
                    return;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(10), token);
            }

            throw new CheckFailure("a new client is refused", "it is still let in 1 s after the stop");
        }

        public async Task ExpectReturnAsync()
        {
            await _stop.CancelAsync();
            if (await Task.WhenAny(_running, Task.Delay(TimeSpan.FromSeconds(2))) != _running)
            {
                throw new CheckFailure("your method returns", "it is still waiting 2 s later");
            }

            if (_running.IsFaulted) throw new CheckFailure("a return", $"{_running.Exception!.InnerException!.GetType().Name}");
        }

        public string Note() => _running switch
        {
            { IsFaulted: true, Exception.InnerException: { } e } => $"Your loop has ended: {e.GetType().Name}: {e.Message}",
            { IsCompleted: true } when !_stop.IsCancellationRequested => "Your loop has ended.",
            _ => "",
        };

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _end.CancelAsync();
            _listener.Dispose();
            await _running.WaitAsync(TimeSpan.FromSeconds(1)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            _stop.Dispose();
        }

        private async Task EchoAsync(Socket client)
        {
            var buffer = new byte[1024];
            int got;
            while ((got = await client.ReceiveAsync(buffer, _end.Token)) > 0)
            {
                if (buffer[0] == 'b') throw new InvalidOperationException("The conversation failed, as the check wanted.");
                await client.SendAsync(buffer.AsMemory(0, got), _end.Token);
            }
        }
    }
}
