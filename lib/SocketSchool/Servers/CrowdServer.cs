namespace SocketSchool;

/// <summary>
/// Serves each client on a thread of its own: a line of welcome with the number of threads that run now, then each line back with that
/// number before it. <c>quit</c> leaves.
/// </summary>
/// <remarks>
/// <para>
/// The number is that of the threads that run, not of all that were ever started: it goes down when a client leaves. A client that sends
/// no line ends is served as <see cref="GreetingServer"/> does it.
/// </para>
/// <para>
/// A thread for each client is the oldest way to serve many and the easiest to read; what it costs, and what the other ways cost, is
/// measured by <see cref="ServerLoad"/>.
/// </para>
/// </remarks>
public static class CrowdServer
{
    /// <summary>Starts a concurrent server and returns it running.</summary>
    /// <inheritdoc cref="GreetingServer.Start" path="/param"/>
    /// <inheritdoc cref="TcpServer.Start" path="/exception"/>
    public static TcpServer Start(int port = 0, ServerOptions? options = null, TimeSpan? pause = null)
    {
        var threads = new ThreadCount();
        return TcpServer.Start(
            (client, stop) => OnThreadOfItsOwn(client, threads, () => Serve(client, threads, pause, stop)), port, "crowd", options);
    }

    private static Task OnThreadOfItsOwn(Connection client, ThreadCount threads, Action serve)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // Start throws when the operating system has no more threads to give: that is a fault of this client's, and the server lives on.
        new Thread(() => Run(serve, threads, done)) { IsBackground = true, Name = $"crowd: {client.RemoteEndPoint}" }.Start();
        return done.Task;
    }

    private static void Run(Action serve, ThreadCount threads, TaskCompletionSource done)
    {
        Exception? failure = null;
        threads.Enter();
        try
        {
            serve();
        }
        catch (Exception e)
        {
            failure = e;
        }

        // Before the connection is closed: a client that has seen the end is no longer counted.
        threads.Leave();
        if (failure is null) done.SetResult();
        else done.SetException(failure);
    }

    private static void Serve(Connection client, ThreadCount threads, TimeSpan? pause, CancellationToken stop)
    {
        var lines = new LineOrPauseReader(client, pause);
        Wait(client.SendLineAsync($"Welcome. {threads.Sentence}.", stop));
        while (Wait(lines.ReadAsync(stop)) is { } line && line.Text.Trim() != "quit")
        {
            Wait(client.SendLineAsync($"{threads.Running}: {line.Text}", stop));
        }
    }

    // The thread waits, which is what it is here for: limits, log and stop come with the connection's own calls.
    private static void Wait(ValueTask task) => task.AsTask().GetAwaiter().GetResult();

    private static T Wait<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();

    private sealed class ThreadCount
    {
        private int _running;

        public int Running => Volatile.Read(ref _running);

        public string Sentence => Running == 1 ? "1 thread is running" : $"{Running} threads are running";

        public void Enter() => Interlocked.Increment(ref _running);

        public void Leave() => Interlocked.Decrement(ref _running);
    }
}
