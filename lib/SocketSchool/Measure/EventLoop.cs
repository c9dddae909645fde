using System.Net.Sockets;
using System.Threading.Tasks.Sources;

namespace SocketSchool;

/// <summary>
/// An event loop of one thread for one socket: when the asynchronous code has nothing left to do, the thread waits in the operating
/// system until the socket is ready, and then goes on with that code itself.
/// </summary>
/// <remarks>
/// Why it is here: the straightforward <c>await socket.ReceiveAsync(...)</c> takes about 1.4 to 2 times as long as a blocking receive (both
/// ends on one processor), and not because of <c>await</c>. An arriving message first wakes .NET's thread that watches all sockets (epoll on Linux); that thread puts
/// the work into the thread pool's queue and wakes a second thread, which runs what follows the <c>await</c>. That is one change of threads
/// too many at each end, because only so can code that blocks after an <c>await</c> not hold up every other socket. Two ways to be rid of it:
/// the environment variable <c>DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS=1</c>, set before the program starts, runs what follows on the
/// watching thread (about 0.9 to 1.2 times the blocking call); or a loop of one's own, like this one (about 1.15), which needs no
/// variable. (To yield the processor once or twice before awaiting does not help: tried, no gain.) The price of both is the same: code after an <c>await</c> must never block. Nothing is allocated for each wait.
/// </remarks>
internal sealed class EventLoop(Socket socket) : IValueTaskSource
{
    private readonly List<Socket> _read = new(1);
    private readonly List<Socket> _write = new(1);
    private ManualResetValueTaskSourceCore<bool> _ready;
    private bool _wantsRead;
    private bool _wantsWrite;

    /// <summary>Completes when the socket can be read from, or written to when that is asked for as well.</summary>
    public ValueTask ReadyAsync(bool read, bool write)
    {
        (_wantsRead, _wantsWrite) = (read, write);
        _ready.Reset();
        return new ValueTask(this, _ready.Version);
    }

    /// <summary>Runs asynchronous code that waits for nothing but <see cref="ReadyAsync"/>, on this thread, and returns when it has ended.</summary>
    public void Run(Func<Task> code)
    {
        var context = SynchronizationContext.Current;
        // With one, what follows an await would be posted to it and never come back to this thread.
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var running = code();
            while (!running.IsCompleted)
            {
                Wait();
                // Runs the code up to its next wait.
                _ready.SetResult(true);
            }

            running.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
        }
    }

    void IValueTaskSource.GetResult(short token) => _ready.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _ready.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        // Without the flags: it goes on here, whatever context the caller has.
        _ready.OnCompleted(continuation, state, token, ValueTaskSourceOnCompletedFlags.None);

    private void Wait()
    {
        // One question is a poll(2) of one socket, the cheapest there is.
        if (!_wantsWrite) socket.Poll(-1, SelectMode.SelectRead);
        else if (!_wantsRead) socket.Poll(-1, SelectMode.SelectWrite);
        else
        {
            _read.Clear();
            _read.Add(socket);
            _write.Clear();
            _write.Add(socket);
            Socket.Select(_read, _write, null, -1);
        }
    }
}
