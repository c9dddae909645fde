using System.Collections.Concurrent;
using System.Net;

namespace SocketSchool;

/// <summary>
/// Peers over TCP. Each side sends <c>hello ID NAME</c>. Then the side with the smaller id decides alone: <c>welcome</c> on the first
/// connection with that peer, <c>twice</c> on any other. So two peers that connect to each other at the same moment end up with one
/// connection, and no line is ever said on one that is given up. After that: <c>say TEXT</c>, and <c>bye</c>.
/// </summary>
/// <remarks>
/// BGP has the same trouble and solves it by ids as well (RFC 4271 section 6.8). A rule by which both sides judge for themselves needs
/// more care: each may have used a connection that the other one is about to drop.
/// </remarks>
internal sealed class TcpPeers : PeerTransport
{
    private readonly Dictionary<uint, TcpLink> _links = [];
    private readonly ConcurrentDictionary<Task, bool> _outgoing = [];
    private readonly TcpServer _server;

    public TcpPeers(uint id, string name, int port, PeerOptions options, PeerInbox inbox)
        : base(id, name, options, inbox)
    {
        var complete = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _server = TcpServer.Start(
            async (connection, stop) =>
            {
                await complete.Task;
                await RunAsync(connection, false, new TaskCompletionSource<uint>(), stop);
            },
            port, $"peer {name}", options.ForServer());
        complete.SetResult();
    }

    public override Server Server => _server;

    public override IReadOnlyList<PeerInfo> Peers
    {
        get
        {
            lock (Gate) return [.. _links.Values.Select(link => link.Info)];
        }
    }

    public override async Task<PeerInfo> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var connection = await Connection.ConnectAsync(
            endPoint,
            new ConnectionOptions
            {
                ConnectTimeout = Options.HelloTimeout,
                ReceiveTimeout = Timeout.InfiniteTimeSpan,
                SendTimeout = Options.SendTimeout,
                MaxLineBytes = PeerText.MaxLineBytes,
                TimeProvider = Options.TimeProvider,
            },
            _server.Log, cancellationToken);
        var met = new TaskCompletionSource<uint>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = RunOutgoingAsync(connection, met);
        _outgoing[running] = true;
        _ = running.ContinueWith(done => _outgoing.TryRemove(done, out _), TaskScheduler.Default);
        var id = await met.Task.WaitAsync(cancellationToken);
        try
        {
            return await PresentAsync(id, cancellationToken);
        }
        catch (TimeoutException e)
        {
            throw new ConnectionTimeoutException(
                nameof(Options.HelloTimeout),
                $"{endPoint} believes that there is a connection with this peer already, and there is none. It will notice; try again later.", e);
        }
    }

    public override async Task<int> SayAsync(string text, CancellationToken cancellationToken)
    {
        TcpLink[] links;
        lock (Gate) links = [.. _links.Values];
        var said = await Task.WhenAll(links.Select(link => link.SayAsync(text, cancellationToken)));
        return said.Count(ok => ok);
    }

    public override async Task StopAsync()
    {
        await _server.StopAsync();
        await Task.WhenAll(_outgoing.Keys).WaitAsync(Options.SendTimeout, Options.TimeProvider).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunOutgoingAsync(Connection connection, TaskCompletionSource<uint> met)
    {
        await using (connection)
        {
            await RunAsync(connection, true, met, _server.StopToken);
            connection.ShutdownSend();
        }
    }

    private async Task RunAsync(Connection connection, bool mine, TaskCompletionSource<uint> met, CancellationToken stop)
    {
        var link = new TcpLink(connection, mine);
        try
        {
            await GreetAsync(link, met, stop);
            if (link.IsOpen) await ListenAsync(link, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Also before this end has heard the verdict: the one who gave it counts this end as present.
            if (link.Hello is not null) await link.GoodbyeAsync();
        }
        catch (Exception e)
        {
            if (!met.TrySetException(e) || !mine) _server.AddFault(connection.RemoteEndPoint, e);
            Drop(link, e is PeerResetException ? "the connection was reset" : e.Message);
        }
        finally
        {
            met.TrySetCanceled(CancellationToken.None);
            // Its exception may have nobody who waits for it.
            _ = met.Task.Exception;
            Drop(link, "this end has stopped");
        }
    }

    private async Task GreetAsync(TcpLink link, TaskCompletionSource<uint> met, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(Options.HelloTimeout, Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        var connection = link.Connection;
        try
        {
            link.KeepAlive(Options.PingAfter);
            await connection.SendLineAsync(new PeerHello(Id, Name).ToString(), either.Token);
            if (await connection.ReadLineAsync(either.Token) is not { } first) throw Silent(connection);
            link.Hello = PeerHello.Parse(first) ?? throw new InvalidDataException(
                $"{connection.RemoteEndPoint} is not a peer: its first line is {ByteText.Quote(System.Text.Encoding.UTF8.GetBytes(first), 40)}.");
            if (link.Hello.Id == Id) throw Myself(connection.RemoteEndPoint);
            var answer = Id < link.Hello.Id ? await DecideAsync(link, either.Token) : await connection.ReadLineAsync(either.Token);
            var (judge, opener) = (Id < link.Hello.Id ? Name : link.Hello.Name, link.IsMine ? Name : link.Hello.Name);
            _server.Log.Note($"{judge} says \"{answer}\" on the connection that {opener} opened");
            if (answer == "welcome" && Id > link.Hello.Id && !Admit(link)) answer = await RefuseAsync(link, either.Token);
            if (answer is not ("welcome" or "twice")) throw answer is null or "bye" ? Silent(connection) : Full(link);
            met.TrySetResult(link.Hello.Id);
        }
        catch (OperationCanceledException e) when (!stop.IsCancellationRequested)
        {
            throw new ConnectionTimeoutException(
                nameof(Options.HelloTimeout),
                $"{connection.RemoteEndPoint} did not get through the hellos within {Say.Duration(Options.HelloTimeout)} (HelloTimeout).", e);
        }
    }

    private async Task<string> DecideAsync(TcpLink link, CancellationToken cancellationToken)
    {
        bool twice;
        lock (Gate) twice = _links.ContainsKey(link.Hello!.Id);
        // Between this look and Admit another connection may have been faster: Admit looks again.
        if (!twice && Admit(link))
        {
            await link.Connection.SendLineAsync("welcome", cancellationToken);
            return "welcome";
        }

        lock (Gate) twice = _links.ContainsKey(link.Hello!.Id);
        var answer = twice ? "twice" : "full";
        await link.Connection.SendLineAsync(answer, cancellationToken);
        return answer;
    }

    private static async Task<string> RefuseAsync(TcpLink link, CancellationToken cancellationToken)
    {
        await link.Connection.SendLineAsync("full", cancellationToken);
        return "full";
    }

    private bool Admit(TcpLink link)
    {
        lock (Gate)
        {
            var hello = link.Hello!;
            var known = _links.TryGetValue(hello.Id, out var old);
            if (!known && _links.Count >= Options.MaxPeers) return false;
            if (known)
            {
                if (Id < hello.Id) return false;
                // The one who decides has noticed before this end that the old connection is dead.
                old!.Replace();
            }

            link.IsOpen = true;
            _links[hello.Id] = link;
            if (!known) Inbox.Add(PeerMessageKind.Joined, hello.Id, hello.Name);
        }

        Changed();
        return true;
    }

    private async Task ListenAsync(TcpLink link, CancellationToken stop)
    {
        var hello = link.Hello!;
        while (await link.Connection.ReadLineAsync(stop) is { } line)
        {
            if (line.StartsWith("say ", StringComparison.Ordinal)) Inbox.Add(PeerMessageKind.Said, hello.Id, hello.Name, PeerText.Clean(line[4..]));
            if (line == "full") Drop(link, "it talks with too many others");
            if (line != "bye") continue;
            Drop(link, null);
            return;
        }

        Drop(link, "the connection ended without a goodbye");
    }

    /// <summary>Takes a link out of the table and tells, once. No reason: the peer said goodbye.</summary>
    private void Drop(TcpLink link, string? reason)
    {
        lock (Gate)
        {
            if (!link.IsOpen) return;
            link.IsOpen = false;
            var hello = link.Hello!;
            if (!_links.TryGetValue(hello.Id, out var current) || current != link) return;
            _links.Remove(hello.Id);
            if (!_server.IsStopping) Inbox.Add(reason is null ? PeerMessageKind.Left : PeerMessageKind.Gone, hello.Id, hello.Name, reason ?? "");
        }

        Changed();
    }

    private static InvalidDataException Full(TcpLink link) =>
        new($"{link.Hello!.Name} at {link.Connection.RemoteEndPoint} and this peer did not come together: one of them talks with MaxPeers others already.");

    private static EndOfStreamException Silent(Connection connection) =>
        new($"{connection.RemoteEndPoint} closed the connection before the hellos were through.");
}
