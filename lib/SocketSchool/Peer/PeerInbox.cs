using System.Runtime.CompilerServices;

namespace SocketSchool;

/// <summary>What a peer has heard, in order: bounded, read by position, so that any number of readers get everything.</summary>
internal sealed class PeerInbox(TimeProvider time)
{
    private const int Kept = 10_000;
    private readonly Lock _gate = new();
    private readonly Queue<PeerMessage> _messages = [];
    private TaskCompletionSource _more = New();
    private long _dropped;
    private long _cursor;
    private bool _complete;

    public IReadOnlyList<PeerMessage> Snapshot
    {
        get
        {
            lock (_gate) return [.. _messages];
        }
    }

    public void Add(PeerMessageKind kind, uint id, string name, string text = "")
    {
        lock (_gate)
        {
            if (_complete) return;
            if (_messages.Count == Kept)
            {
                _messages.Dequeue();
                _dropped++;
            }

            _messages.Enqueue(new PeerMessage(kind, name, id, text, time.GetLocalNow()));
            Wake();
        }
    }

    public void Complete()
    {
        lock (_gate)
        {
            _complete = true;
            Wake();
        }
    }

    /// <summary>Everything from the first message that is still kept until the chat ends.</summary>
    public async IAsyncEnumerable<PeerMessage> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (long position = 0; ;)
        {
            PeerMessage[] ready;
            Task more;
            lock (_gate)
            {
                ready = [.. _messages.Skip((int)Math.Max(0, position - _dropped))];
                position = _dropped + _messages.Count;
                if (ready.Length == 0 && _complete) yield break;
                more = _more.Task;
            }

            foreach (var message in ready) yield return message;
            if (ready.Length == 0) await more.WaitAsync(cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <summary>The next one that this method has not returned yet.</summary>
    public async Task<PeerMessage> NextAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task more;
            lock (_gate)
            {
                _cursor = Math.Max(_cursor, _dropped);
                if (_cursor < _dropped + _messages.Count) return _messages.ElementAt((int)(_cursor++ - _dropped));
                if (_complete) throw new InvalidOperationException("This peer has stopped: it hears nothing any more.");
                more = _more.Task;
            }

            await more.WaitAsync(limit, time, cancellationToken);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Wake()
    {
        _more.TrySetResult();
        _more = New();
    }
}
