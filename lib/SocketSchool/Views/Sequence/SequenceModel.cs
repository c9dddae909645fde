using System.Net;

namespace SocketSchool;

/// <summary>What a sequence diagram shows, before it is drawn: lanes, events, arrows, and what was left out.</summary>
internal sealed class SequenceModel
{
    private readonly ILookup<long, SequenceLink> _links;

    public SequenceModel(IReadOnlyList<WireEvent> events, long dropped, int maxEvents, int maxClients, IPEndPoint? client,
        bool showsLatestClients = false)
    {
        var listen = events.LastOrDefault(one => one.Kind == WireEventKind.Listen)?.Text.Split(' ', 2);
        IsDatagrams = listen is ["udp", ..] || (listen is null && LooksLikeDatagrams(events));
        ServerName = listen is [_, var address] ? address : null;

        var wanted = client is null ? events : [.. events.Where(one => one.Client is null || one.Client.Equals(client))];
        var conversations = Conversation.Split(wanted);
        var clients = conversations.Select(one => one.Client).Distinct().ToArray();
        HashSet<IPEndPoint> shown = [.. showsLatestClients ? clients.TakeLast(maxClients) : clients.Take(maxClients)];
        ClientsNotShown = clients.Length - shown.Count;
        // A fault of a client without a lane is still said: it is a band, and it names the client.
        IReadOnlyList<WireEvent> candidates =
            [.. wanted.Where(one => one.Client is null || Conversation.IsBand(one.Kind) || shown.Contains(one.Client))];
        EventsOfOthers = wanted.Count - candidates.Count;
        EarlierNotShown = Math.Max(0, candidates.Count - maxEvents);
        Dropped = dropped;
        Events = [.. candidates.Skip((int)EarlierNotShown)];

        var present = Events.Where(one => one.Client is not null).Select(one => one.Client!).ToHashSet();
        Lanes = [.. clients.Where(one => shown.Contains(one) && present.Contains(one))];
        IReadOnlyList<Conversation> drawn = [.. conversations.Where(one => shown.Contains(one.Client))];
        SeenClients = drawn.Where(one => one.Sees(WireSide.Client)).Select(one => one.Client).ToHashSet();
        ServerSeen = drawn.Count == 0 || listen is not null || drawn.Any(one => one.Sees(WireSide.Server));
        _links = drawn.SelectMany(one => one.Links(IsDatagrams))
            .SelectMany(link => new[] { link.From, link.To }.OfType<WireEvent>().Select(one => (Number: one.Number, Link: link)))
            .ToLookup(pair => pair.Number, pair => pair.Link);
    }

    public bool IsDatagrams { get; }

    /// <summary>The server's address as its first event says it; null when the log does not have that.</summary>
    public string? ServerName { get; }

    /// <summary>The events to draw, oldest first.</summary>
    public IReadOnlyList<WireEvent> Events { get; }

    /// <summary>The clients to draw, in order of appearance.</summary>
    public IReadOnlyList<IPEndPoint> Lanes { get; }

    /// <summary>Those of them that log at their own end too.</summary>
    public IReadOnlySet<IPEndPoint> SeenClients { get; }

    public bool ServerSeen { get; }

    public long EarlierNotShown { get; }

    public int ClientsNotShown { get; }

    public int EventsOfOthers { get; }

    /// <summary>How many events the log itself no longer has.</summary>
    public long Dropped { get; }

    /// <summary>The arrows that begin or end at an event.</summary>
    public IEnumerable<SequenceLink> LinksOf(WireEvent one) => _links[one.Number];

    /// <summary>All arrows of the events to draw, each once.</summary>
    public IEnumerable<SequenceLink> Links => Events.SelectMany(LinksOf).Distinct();

    /// <summary>Everything that was left out, in words; empty when nothing was.</summary>
    public IEnumerable<string> LeftOut()
    {
        var earlier = EarlierNotShown + Dropped;
        if (earlier > 0)
        {
            yield return $"... {Say.Count(earlier, "earlier event")} not shown" + (Dropped > 0 ? $" (the log itself has dropped {Dropped:N0})" : "");
        }

        if (ClientsNotShown > 0) yield return $"... {Say.Count(ClientsNotShown, "more client")} with {Say.Count(EventsOfOthers, "event")} not shown";
    }

    private static bool LooksLikeDatagrams(IReadOnlyList<WireEvent> events) =>
        events.Any(one => one.Kind is WireEventKind.Send or WireEventKind.Receive) &&
        events.All(one => Conversation.IsBand(one.Kind) ||
            (one.Kind is WireEventKind.Send or WireEventKind.Receive && one.Offset < 0));
}
