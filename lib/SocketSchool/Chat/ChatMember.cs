using System.Text;

namespace SocketSchool;

/// <summary>
/// Somebody in a chat room: a connection, and the queue and the one writer that keep its slowness its own affair.
/// </summary>
internal sealed class ChatMember : IThreadPoolWorkItem
{
    private readonly OutgoingQueue _outgoing;
    private readonly CancellationToken _stop;
    private readonly int _limit;
    private Exception? _failure;
    private byte[] _prefix = [];
    private string _name = "";

    public ChatMember(Connection client, int maxQueuedBytes, CancellationToken stop)
    {
        Client = client;
        _limit = maxQueuedBytes;
        _stop = stop;
        _outgoing = new OutgoingQueue(maxQueuedBytes);
        Name = client.RemoteEndPoint.ToString();
    }

    public Connection Client { get; }

    /// <summary>What the others see: the address, or the name that was chosen.</summary>
    public string Name
    {
        get => _name;
        set
        {
            _name = value;
            _prefix = Encoding.UTF8.GetBytes($"From {value} - ");
        }
    }

    /// <summary>Why the writer gave up or the room dropped this member; <c>null</c> while all is well.</summary>
    public Exception? Failure => Volatile.Read(ref _failure);

    /// <summary>A line of this member's as it goes to all the others: encoded once, whatever their number.</summary>
    public byte[] Encode(string text)
    {
        var line = new byte[_prefix.Length + Encoding.UTF8.GetByteCount(text) + 1];
        _prefix.CopyTo(line, 0);
        Encoding.UTF8.GetBytes(text, line.AsSpan(_prefix.Length));
        line[^1] = (byte)'\n';
        return line;
    }

    /// <summary>Queues a line and never waits. A member whose queue is full is dropped.</summary>
    public void Tell(ReadOnlySpan<byte> line)
    {
        if (Failure is not null) return;
        switch (_outgoing.Add(line))
        {
            case OutgoingQueue.Added.WantsWriter:
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                break;
            case OutgoingQueue.Added.Full:
                Fail(new LimitExceededException(
                    nameof(ChatServer.MaxQueuedBytes),
                    $"{Client.RemoteEndPoint} reads too slowly: more than {Say.Count(_limit, "byte")} wait for it (MaxQueuedBytes). Dropped."));
                break;
        }
    }

    public void Tell(string line) => Tell(Encoding.UTF8.GetBytes(line + "\n"));

    /// <summary>Waits until all that is queued has left.</summary>
    /// <exception cref="LimitExceededException">The member was dropped; or another exception that ended its writer.</exception>
    public async Task FlushAsync()
    {
        await _outgoing.DrainedAsync();
        if (Failure is { } failure) throw failure;
    }

    /// <summary>The writer's turn has come on a thread of the pool.</summary>
    void IThreadPoolWorkItem.Execute() => _ = WriteAsync();

    private async Task WriteAsync()
    {
        while (true)
        {
            var batch = _outgoing.TakeAll();
            if (batch.IsEmpty) return;
            if (Failure is not null) continue;
            try
            {
                await Client.SendAsync(batch, _stop);
            }
            catch (Exception e)
            {
                Fail(e);
            }
        }
    }

    private void Fail(Exception e)
    {
        if (Interlocked.CompareExchange(ref _failure, e, null) is not null) return;
        // Stopped before the next line began: what has been sent is whole, and the server closes in good order.
        if (_stop.IsCancellationRequested && !Client.SendWasGivenUp) return;
        // On another thread: closing is a system call, and whoever tells the room something has no time for that. It also ends the wait
        // of the member's own reader, which then reports the failure.
        ThreadPool.UnsafeQueueUserWorkItem(static client => client.Abort(), Client, preferLocal: false);
    }
}
