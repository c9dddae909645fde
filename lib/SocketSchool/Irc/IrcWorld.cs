namespace SocketSchool;

/// <summary>
/// The network: who is there, on which channels, and what each command does. One lock guards all of it; nothing waits under that lock,
/// because sending is only putting lines into queues (<see cref="IrcSendQueue"/>), which <see cref="Flush"/> sets off afterwards.
/// </summary>
internal sealed partial class IrcWorld(IrcOptions options, TimeProvider time, Func<TcpServer?> server)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IrcClient> _nicks = new(IrcNames.Comparer);
    private readonly Dictionary<string, IrcChannel> _channels = new(IrcNames.Comparer);
    private readonly List<IrcClient> _touched = [];
    private readonly Queue<IrcClient> _overfull = [];
    private readonly DateTimeOffset _created = time.GetUtcNow();
    private int _connected;

    public IrcOptions Options => options;

    public void Enter() => Interlocked.Increment(ref _connected);

    /// <summary>Obeys one line. The result is not null when NickServ has to look a password up, which takes time.</summary>
    public IrcIdentify? Obey(IrcClient client, string? line)
    {
        lock (_gate)
        {
            if (client.QuitReason is not null) return null;
            client.LastHeard = time.GetUtcNow();
            if (!client.Flood.Allows())
            {
                Fault(client, nameof(options.LinesPerSecond),
                    $"sent more than {options.LinesAtOnce} lines at once and {options.LinesPerSecond} a second");
                Drop(client, "Excess Flood");
                return null;
            }

            if (line is null)
            {
                Reply(client, 417, ":Input line was too long");
                return null;
            }

            if (!IrcMessage.TryParse(line, out var message)) return null;
            var identify = Dispatch(client, message);
            DropOverfull();
            return identify;
        }
    }

    /// <summary>Sends what has gathered. Called without the lock.</summary>
    public void Flush()
    {
        IrcClient[] touched;
        lock (_gate)
        {
            if (_touched.Count == 0) return;
            touched = [.. _touched];
            _touched.Clear();
            foreach (var client in touched) client.IsTouched = false;
        }

        foreach (var client in touched)
        {
            if (client.QuitReason == SendQueueExceeded) client.Abort();
            _ = client.Queue.FlushAsync();
            if (client.QuitReason is not null) client.Interrupt();
        }
    }

    /// <summary>Tells a client to go: it gets the reason, and everybody on its channels sees it leave.</summary>
    public void Dismiss(IrcClient client, string reason, string? limit = null, string? fault = null)
    {
        lock (_gate)
        {
            if (client.QuitReason is not null) return;
            if (limit is not null) Fault(client, limit, fault ?? reason);
            Drop(client, reason);
            DropOverfull();
        }

        Flush();
    }

    /// <summary>Takes a client whose connection is over off the books.</summary>
    public void Leave(IrcClient client)
    {
        Interlocked.Decrement(ref _connected);
        lock (_gate)
        {
            Remove(client, client.QuitReason ?? (client.Failure is null ? "Connection closed" : "Connection lost"));
            DropOverfull();
        }

        Flush();
    }

    /// <summary>Whether somebody has been heard since; asked by the watch over silent clients.</summary>
    public DateTimeOffset LastHeard(IrcClient client)
    {
        lock (_gate) return client.LastHeard;
    }

    public void Ping(IrcClient client)
    {
        lock (_gate)
        {
            Send(client, $"PING :{options.ServerName}");
            DropOverfull();
        }

        Flush();
    }

    private const string SendQueueExceeded = "SendQ exceeded";

    private void Drop(IrcClient client, string reason)
    {
        client.QuitReason = reason;
        Remove(client, reason);
        Send(client, $"ERROR :Closing Link: {client.Name}[{client.Host}] ({reason})");
    }

    private void Remove(IrcClient client, string reason)
    {
        if (client.HasLeft) return;
        client.HasLeft = true;
        if (client.Nick is not null && _nicks.TryGetValue(client.Nick, out var owner) && owner == client) _nicks.Remove(client.Nick);
        if (client.IsRegistered)
        {
            SendAll(Neighbours(client), $":{client.Mask} QUIT :{reason}");
            Note(client, $"{client.Name} left: {reason}");
        }

        foreach (var channel in client.Channels.ToArray()) TakeOff(client, channel);
    }

    private void TakeOff(IrcClient client, IrcChannel channel)
    {
        channel.Members.Remove(client);
        client.Channels.Remove(channel);
        if (channel.Members.Count == 0) _channels.Remove(channel.Name);
    }

    /// <summary>Everybody who shares a channel with the client, once each and without the client.</summary>
    private static HashSet<IrcClient> Neighbours(IrcClient client)
    {
        var all = client.Channels.SelectMany(channel => channel.Members.Keys).ToHashSet();
        all.Remove(client);
        return all;
    }

    private void Send(IrcClient client, string line) => Put(client, IrcText.Encode(line));

    /// <summary>Encodes once, and puts the same bytes into every queue.</summary>
    private void SendAll(IEnumerable<IrcClient> clients, string line)
    {
        var bytes = IrcText.Encode(line);
        foreach (var client in clients) Put(client, bytes);
    }

    private void SendAll(IrcChannel channel, string line, IrcClient? except = null)
    {
        var bytes = IrcText.Encode(line);
        for (var i = 0; i < channel.Members.Count; i++)
        {
            var member = channel.Members.GetAt(i).Key;
            if (member != except) Put(member, bytes);
        }
    }

    /// <summary>A numeric: <c>:server 433 nick ...</c>, where the rest begins behind the nick.</summary>
    private void Reply(IrcClient client, int numeric, string rest) =>
        Send(client, $":{options.ServerName} {numeric:000} {client.Name} {rest}");

    private void Put(IrcClient client, byte[] line)
    {
        if (!client.IsTouched)
        {
            client.IsTouched = true;
            _touched.Add(client);
        }

        // Not removed here: somebody is just counting through a channel's members.
        if (!client.Queue.TryAdd(line) && client.QuitReason is null)
        {
            client.QuitReason = SendQueueExceeded;
            _overfull.Enqueue(client);
        }
    }

    private void DropOverfull()
    {
        // Each departure tells others, whose queues may overflow in turn.
        while (_overfull.TryDequeue(out var client))
        {
            Fault(client, nameof(options.MaxSendQueueBytes),
                $"did not read, and more than {Say.Count(options.MaxSendQueueBytes, "byte")} were waiting: {SendQueueExceeded}");
            Remove(client, SendQueueExceeded);
        }
    }

    private void Fault(IrcClient client, string limit, string what) =>
        server()?.AddFault(client.EndPoint, limit, $"{client.Name} ({client.EndPoint}) {what} ({limit}).");

    private void Note(IrcClient client, string text) =>
        server()?.Log.Add(WireSide.Server, WireEventKind.Note, client.EndPoint, text: IrcText.Visible(text));
}
