using System.Net;

namespace SocketSchool;

/// <summary>How a <see cref="PeerChat"/> reaches the others: over TCP or over UDP.</summary>
internal abstract class PeerTransport(uint id, string name, PeerOptions options, PeerInbox inbox)
{
    // A changed table wakes whoever waits for a peer to appear in it.
    private TaskCompletionSource _changed = New();

    public abstract Server Server { get; }

    public abstract IReadOnlyList<PeerInfo> Peers { get; }

    public virtual long Repeated => 0;

    public virtual long Duplicates => 0;

    public uint Id { get; } = id;

    protected string Name { get; } = name;

    protected PeerOptions Options { get; } = options;

    protected PeerInbox Inbox { get; } = inbox;

    protected Lock Gate { get; } = new();

    public abstract Task<PeerInfo> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken);

    public abstract Task<int> SayAsync(string text, CancellationToken cancellationToken);

    public abstract Task StopAsync();

    /// <summary>Wakes those who wait in <see cref="PresentAsync"/>.</summary>
    protected void Changed() => Interlocked.Exchange(ref _changed, New()).TrySetResult();

    /// <summary>Waits until a peer is in the table.</summary>
    protected async Task<PeerInfo> PresentAsync(uint id, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Taken before the look, or a change between the two would be slept through.
            var changed = Volatile.Read(ref _changed).Task;
            if (Peers.FirstOrDefault(peer => peer.Id == id) is { } present) return present;
            await changed.WaitAsync(Options.HelloTimeout, Options.TimeProvider, cancellationToken);
        }
    }

    protected static InvalidOperationException Myself(IPEndPoint endPoint) =>
        new($"{endPoint} is this peer itself. Connect to the address of another one.");

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
