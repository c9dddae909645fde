using System.Net;
using System.Net.Sockets;

namespace SocketSchool;

/// <summary>
/// Peers over UDP. One socket each and no connections, so two peers that greet each other at the same moment simply know each other. What
/// TCP would do is done here: numbers, acknowledgements, repeats, order, and noticing that somebody is gone (see
/// <see cref="RepeatingSender"/>, <see cref="InOrder{T}"/> and, for the datagrams, <see cref="PeerDatagram"/>).
/// </summary>
/// <remarks>Whoever can forge an address can take part: nothing here is private or proven.</remarks>
internal sealed class UdpPeers : PeerTransport
{
    private static readonly TimeSpan s_farewell = TimeSpan.FromSeconds(1);
    private readonly Dictionary<uint, UdpPeerSession> _sessions = [];
    private readonly Dictionary<IPEndPoint, TaskCompletionSource<uint>> _greeting = [];
    private readonly UdpServer _server;
    private long _repeated;
    private long _duplicates;

    public UdpPeers(uint id, string name, int port, PeerOptions options, PeerInbox inbox)
        : base(id, name, options, inbox)
    {
        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server = UdpServer.Start(
            async (datagram, _) =>
            {
                await complete.Task;
                Receive(datagram);
            },
            port, $"peer {name}", options.ForServer());
        complete.SetResult();
        _ = EndWithServerAsync();
    }

    public override Server Server => _server;

    public override IReadOnlyList<PeerInfo> Peers
    {
        get
        {
            lock (Gate) return [.. _sessions.Values.Select(session => session.Info)];
        }
    }

    public override long Repeated
    {
        get
        {
            lock (Gate) return _repeated + _sessions.Values.Sum(session => session.Sender.Repeats);
        }
    }

    public override long Duplicates
    {
        get
        {
            lock (Gate) return _duplicates + _sessions.Values.Sum(session => session.Received.Duplicates);
        }
    }

    public override async Task<PeerInfo> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        if (IPAddress.IsLoopback(Options.Address) && !IPAddress.IsLoopback(endPoint.Address))
        {
            throw new InvalidOperationException(
                $"This peer listens on {Options.Address}, which only this machine can reach, and so it cannot send to {endPoint} either. " +
                "Start it with the address 0.0.0.0 (IPAddress.Any).");
        }

        endPoint = Addresses.Plain(endPoint);
        TaskCompletionSource<uint>? met;
        lock (Gate)
        {
            if (!_greeting.TryGetValue(endPoint, out met))
            {
                _greeting[endPoint] = met = new TaskCompletionSource<uint>(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }

        try
        {
            return await PresentAsync(await GreetAsync(endPoint, met, cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The hello may have been heard, and its answer is not waited for: whoever heard it must not take this end for present.
            Transmit(endPoint, new PeerDatagram("bye", Id, 0, 0, ""));
            throw;
        }
        finally
        {
            lock (Gate)
            {
                if (_greeting.TryGetValue(endPoint, out var mine) && mine == met) _greeting.Remove(endPoint);
            }
        }
    }

    public override async Task<int> SayAsync(string text, CancellationToken cancellationToken)
    {
        UdpPeerSession[] sessions;
        lock (Gate) sessions = [.. _sessions.Values];
        var said = await Task.WhenAll(sessions.Select(session => QueueAsync(session, $"say {text}", cancellationToken)));
        return said.Count(ok => ok);
    }

    public override async Task StopAsync()
    {
        UdpPeerSession[] sessions;
        lock (Gate) sessions = [.. _sessions.Values];
        // What was said goes first, because the goodbye has the last number.
        using var limit = new CancellationTokenSource(s_farewell);
        var leaving = sessions.Select(async session =>
        {
            if (await QueueAsync(session, "bye", limit.Token)) await session.Sender.WhenIdle.WaitAsync(limit.Token);
        });
        await Task.WhenAll(leaving).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _server.StopAsync();
    }

    private async Task<uint> GreetAsync(IPEndPoint endPoint, TaskCompletionSource<uint> met, CancellationToken cancellationToken)
    {
        var hello = new PeerDatagram("hello", Id, 0, 0, Name).ToBytes();
        var wait = Options.RepeatAfter;
        for (var attempt = 1; attempt <= Options.Attempts; attempt++)
        {
            await _server.SendAsync(hello, endPoint, cancellationToken);
            try
            {
                return await met.Task.WaitAsync(wait, Options.TimeProvider, cancellationToken);
            }
            catch (TimeoutException)
            {
                wait = wait * 2 > Options.RepeatAtMost ? Options.RepeatAtMost : wait * 2;
                if (attempt < Options.Attempts) Interlocked.Increment(ref _repeated);
            }
        }

        throw new ConnectionTimeoutException(
            nameof(Options.Attempts), $"{endPoint} did not answer {Say.Count(Options.Attempts, "hello")} (Attempts). Is a peer listening there, over UDP?");
    }

    private static async Task<bool> QueueAsync(UdpPeerSession session, string message, CancellationToken cancellationToken)
    {
        try
        {
            await session.Sender.SendAsync(message, cancellationToken);
            return true;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // The peer has gone while this waited for room.
            return false;
        }
    }

    private void Receive(Datagram datagram)
    {
        var from = datagram.From;
        if (datagram.Truncated || PeerDatagram.Parse(datagram.Bytes.Span) is not { } got)
        {
            _server.AddFault(from, null, $"{from} sent a datagram that is no peer's.");
            return;
        }

        if (got.Kind is "hello" or "welcome")
        {
            Meet(got, from);
            return;
        }

        if (got is { Kind: "bye", To: 0, Number: 0 })
        {
            TakeBack(got.From, from);
            return;
        }

        // Meant for a peer that had this port earlier, or from one that is not known (any more).
        if (got.To != Id) return;
        UdpPeerSession? session;
        lock (Gate) _sessions.TryGetValue(got.From, out session);
        if (session is not null && !session.Address.Equals(from)) return;
        if (got.Kind == "ack") session?.Sender.Acknowledge(got.Number);
        else if (session is not null) Take(session, got);
        // The acknowledgement of its goodbye was lost, so it said it again: or it would wait in vain.
        else if (got.Kind == "bye") Transmit(from, new PeerDatagram("ack", Id, got.From, got.Number, ""));
    }

    private void Meet(PeerDatagram got, IPEndPoint from)
    {
        TaskCompletionSource<uint>? met;
        lock (Gate) _greeting.TryGetValue(from, out met);
        if (got.From == Id)
        {
            met?.TrySetException(Myself(from));
            return;
        }

        if (got.Kind == "welcome" && (got.To != Id || met is null)) return;
        if (PeerText.NameOf(got.Text) is not { } name)
        {
            _server.AddFault(from, null, $"{from} has no name that could be printed in at most {PeerText.MaxNameLetters} letters.");
            return;
        }

        if (!Know(got.From, name, from)) return;
        if (got.Kind == "hello") Transmit(from, new PeerDatagram("welcome", Id, got.From, 0, Name));
        else met?.TrySetResult(got.From);
    }

    /// <summary>A hello was taken back before its sender got an answer, and so before it could number anything.</summary>
    private void TakeBack(uint id, IPEndPoint from)
    {
        UdpPeerSession? session;
        lock (Gate) _sessions.TryGetValue(id, out session);
        if (session is { Received.Next: 1 } && session.Address.Equals(from)) Drop(session, PeerMessageKind.Left, "");
    }

    private bool Know(uint id, string name, IPEndPoint address)
    {
        lock (Gate)
        {
            if (_sessions.ContainsKey(id)) return true;
            if (_server.IsStopping) return false;
            if (_sessions.Count >= Options.MaxPeers)
            {
                _server.AddFault(address, nameof(Options.MaxPeers), $"{name} was turned away: {Say.Count(Options.MaxPeers, "peer")} at once are the limit (MaxPeers).");
                return false;
            }

            _sessions[id] = new UdpPeerSession(
                id, name, address, Options,
                (session, kind, number, text) => Transmit(session.Address, new PeerDatagram(kind, Id, session.Id, number, text)),
                session => Drop(session, PeerMessageKind.Gone, $"no answer to {Say.Count(Options.Attempts, "attempt")}"));
            Inbox.Add(PeerMessageKind.Joined, id, name);
        }

        Changed();
        return true;
    }

    private void Take(UdpPeerSession session, PeerDatagram got)
    {
        if (!session.Received.Take(got.Number, got, out var ready)) return;
        Transmit(session.Address, new PeerDatagram("ack", Id, session.Id, got.Number, ""));
        foreach (var message in ready)
        {
            if (message.Kind == "say") Inbox.Add(PeerMessageKind.Said, session.Id, session.Name, message.Text);
            if (message.Kind == "bye") Drop(session, PeerMessageKind.Left, "");
        }
    }

    private void Drop(UdpPeerSession session, PeerMessageKind kind, string why)
    {
        lock (Gate)
        {
            if (!_sessions.TryGetValue(session.Id, out var current) || current != session) return;
            _sessions.Remove(session.Id);
            _repeated += session.Sender.Repeats;
            _duplicates += session.Received.Duplicates;
            Inbox.Add(kind, session.Id, session.Name, why);
        }

        session.Dispose();
        Changed();
    }

    private void Transmit(IPEndPoint to, PeerDatagram datagram) => _ = TransmitAsync(to, datagram);

    private async Task TransmitAsync(IPEndPoint to, PeerDatagram datagram)
    {
        try
        {
            await _server.SendAsync(datagram.ToBytes(), to, _server.StopToken);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException or ConnectionTimeoutException)
        {
            // Lost, like any datagram: it is sent again, or its sender gives up.
        }
    }

    private async Task EndWithServerAsync()
    {
        await _server.Completion;
        lock (Gate)
        {
            foreach (var session in _sessions.Values) session.Dispose();
            _sessions.Clear();
        }
    }
}
