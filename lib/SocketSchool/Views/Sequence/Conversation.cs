using System.Net;

namespace SocketSchool;

/// <summary>What the log has of one client from its connect to its close, and the arrows of it.</summary>
internal sealed class Conversation(IPEndPoint client)
{
    private readonly List<WireEvent> _events = [];

    public IPEndPoint Client { get; } = client;

    /// <summary>Splits a log by client and, where a client's port was used again, by connection.</summary>
    public static IReadOnlyList<Conversation> Split(IEnumerable<WireEvent> events)
    {
        List<Conversation> all = [];
        Dictionary<IPEndPoint, Conversation> open = [];
        foreach (var one in events)
        {
            if (one.Client is null || IsBand(one.Kind)) continue;
            var begins = one.Kind is WireEventKind.Connect or WireEventKind.Accept;
            if (!open.TryGetValue(one.Client, out var conversation) || (begins && conversation.Has(one.Kind)))
            {
                all.Add(open[one.Client] = conversation = new Conversation(one.Client));
            }

            conversation._events.Add(one);
        }

        return all;
    }

    /// <summary>Whether an event concerns no arrow: it is written across all lanes.</summary>
    public static bool IsBand(WireEventKind kind) => kind is
        WireEventKind.Listen or WireEventKind.Stop or WireEventKind.Fault or WireEventKind.Limit or WireEventKind.Note;

    /// <summary>Whether that end logs.</summary>
    public bool Sees(WireSide side) => _events.Any(one => one.Side == side);

    /// <summary>The arrows.</summary>
    /// <param name="datagrams">Whether this is UDP, where each send is a message of its own.</param>
    public IEnumerable<SequenceLink> Links(bool datagrams) => Handshake()
        .Concat(Bytes(WireSide.Client, datagrams)).Concat(Bytes(WireSide.Server, datagrams))
        .Concat(Ends(WireSide.Client)).Concat(Ends(WireSide.Server));

    private bool Has(WireEventKind kind) => _events.Any(one => one.Kind == kind);

    private IEnumerable<SequenceLink> Handshake()
    {
        var (connect, accept) = (First(WireSide.Client, WireEventKind.Connect), First(WireSide.Server, WireEventKind.Accept));
        if (connect is null && accept is null) yield break;
        var gap = connect is not null && accept is not null ? SequenceGap.None
            : accept is null && Sees(WireSide.Server) ? SequenceGap.NotRead
            : SequenceGap.NotSeen;
        yield return new SequenceLink(SequenceLinkKind.Handshake, connect, accept, Gap: gap);
    }

    private IEnumerable<SequenceLink> Bytes(WireSide from, bool datagrams)
    {
        var to = Other(from);
        var sends = All(from, WireEventKind.Send);
        var receives = All(to, WireEventKind.Receive);
        var fromStart = Has(WireEventKind.Connect) || Has(WireEventKind.Accept);
        return datagrams
            ? StreamPairing.PairDatagrams(sends, receives, Unread(to), Sees(from))
            : StreamPairing.Pair(sends, receives, Unread(to), Sees(from), fromStart);
    }

    /// <summary>How the direction from this side ended: with a FIN, with a reset, or not yet.</summary>
    private IEnumerable<SequenceLink> Ends(WireSide from)
    {
        var to = Other(from);
        var shutdown = First(from, WireEventKind.ShutdownSend);
        var close = First(from, WireEventKind.Close);
        var aborted = close is { Text: "reset" };
        var end = First(to, WireEventKind.EndOfStream);
        var reset = First(to, WireEventKind.Reset);
        var fin = shutdown ?? (aborted ? null : close);
        // A close with bytes unread turns into a reset, which the close itself does not tell: then the other end's word counts.
        if (reset is not null)
        {
            var cause = close is not null && close.Number < reset.Number ? close : null;
            yield return new SequenceLink(SequenceLinkKind.Reset, cause, reset, Gap: cause is null ? Missing(from) : SequenceGap.None);
            if (fin == cause) fin = null;
        }
        else if (aborted)
        {
            yield return new SequenceLink(SequenceLinkKind.Reset, close, null, Gap: Unread(to));
        }

        if (fin is not null || end is not null)
        {
            // Nothing travels to an end that has closed, nor over a connection that was reset.
            var gone = fin is not null && end is null &&
                (Before(First(to, WireEventKind.Close), fin) || Before(First(from, WireEventKind.Reset), fin));
            if (gone) yield break;
            var gap = fin is null ? Missing(from) : end is not null ? SequenceGap.None : Unread(to);
            yield return new SequenceLink(SequenceLinkKind.Fin, fin, end, Gap: gap);
        }
    }

    private static bool Before(WireEvent? one, WireEvent other) => one is not null && one.Number < other.Number;

    /// <summary>Why something that went to this side shows no effect there.</summary>
    private SequenceGap Unread(WireSide side) => !Sees(side) ? SequenceGap.NotSeen
        : First(side, WireEventKind.Close) is null ? SequenceGap.NotRead
        : SequenceGap.NeverRead;

    private SequenceGap Missing(WireSide side) => Sees(side) ? SequenceGap.Earlier : SequenceGap.NotSeen;

    private static WireSide Other(WireSide side) => side == WireSide.Server ? WireSide.Client : WireSide.Server;

    private WireEvent? First(WireSide side, WireEventKind kind) => _events.Find(one => one.Side == side && one.Kind == kind);

    private List<WireEvent> All(WireSide side, WireEventKind kind) =>
        _events.FindAll(one => one.Side == side && one.Kind == kind);
}
