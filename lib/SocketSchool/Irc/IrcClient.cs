using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace SocketSchool;

/// <summary>One client as the server knows it. Everything but the queue is guarded by the network's lock.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A token source without a timer and a wait handle has nothing to dispose of.")]
internal sealed class IrcClient
{
    private readonly Connection _connection;
    private readonly CancellationTokenSource _gone = new();
    private readonly TaskCompletionSource _registered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IrcClient(Connection connection, IrcOptions options)
    {
        _connection = connection;
        Host = connection.RemoteEndPoint.Address.ToString();
        // A parameter must not begin with a colon, and ::1 does.
        if (Host.StartsWith(':')) Host = "0" + Host;
        Queue = new IrcSendQueue(connection, options.MaxSendQueueBytes, Fail);
        Flood = new IrcFlood(options.LinesAtOnce, options.LinesPerSecond, connection.Options.TimeProvider);
        LastHeard = LastSpoke = SignedOn = connection.Options.TimeProvider.GetUtcNow();
    }

    public IrcSendQueue Queue { get; }

    public IrcFlood Flood { get; }

    public IPEndPoint EndPoint => _connection.RemoteEndPoint;

    public string Host { get; }

    /// <summary>The nickname; <c>null</c> until <c>NICK</c> has come.</summary>
    public string? Nick { get; set; }

    /// <summary>The user name; <c>null</c> until <c>USER</c> has come.</summary>
    public string? User { get; set; }

    public string RealName { get; set; } = "";

    public string? Password { get; set; }

    public string? Account { get; set; }

    public string? Away { get; set; }

    /// <summary>Between <c>CAP LS</c> and <c>CAP END</c> registration waits (IRCv3 capability negotiation).</summary>
    public bool IsNegotiating { get; set; }

    public bool IsRegistered => _registered.Task.IsCompleted;

    /// <summary>Completes when the client has said who it is.</summary>
    public Task Registration => _registered.Task;

    public DateTimeOffset SignedOn { get; set; }

    public DateTimeOffset LastHeard { get; set; }

    public DateTimeOffset LastSpoke { get; set; }

    public HashSet<IrcChannel> Channels { get; } = [];

    /// <summary>Channels that it has been invited to.</summary>
    public HashSet<string> Invitations { get; } = new(IrcNames.Comparer);

    /// <summary>Whether something was queued since the last flush.</summary>
    public bool IsTouched { get; set; }

    /// <summary>Why it has to go; <c>null</c> while it may stay.</summary>
    public string? QuitReason { get; set; }

    /// <summary>Whether it is off the network's books.</summary>
    public bool HasLeft { get; set; }

    /// <summary>What its conversation ended with, besides a goodbye.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Cancelled when it has to go.</summary>
    public CancellationToken Gone => _gone.Token;

    public string Name => Nick ?? "*";

    public string Mask => $"{Name}!{User ?? "unknown"}@{Host}";

    public void Register() => _registered.TrySetResult();

    /// <summary>Ends the waits of its conversation. Never under the lock: they go on at once, on this thread.</summary>
    public void Interrupt() => _ = _gone.CancelAsync();

    /// <summary>Breaks the connection off: what it has not read is thrown away.</summary>
    public void Abort() => _connection.Abort();

    private void Fail(Exception exception)
    {
        Failure = exception;
        Interrupt();
    }
}
