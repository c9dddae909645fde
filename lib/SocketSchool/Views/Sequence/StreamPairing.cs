namespace SocketSchool;

/// <summary>
/// Finds which bytes of which send arrived in which receive. A stream has no messages, so it goes by position: byte 7 sent is byte 7
/// received, however many calls there were at either end.
/// </summary>
internal static class StreamPairing
{
    /// <summary>The links of one direction of one conversation.</summary>
    /// <param name="sends">The sender's sends, in order.</param>
    /// <param name="receives">The receiver's receives, in order.</param>
    /// <param name="unread">Why a byte that was sent may not have been received: what is known of the receiving end.</param>
    /// <param name="senderSeen">Whether the sending end logs.</param>
    /// <param name="fromStart">Whether the log has the conversation from its beginning, so that positions may be counted.</param>
    public static IEnumerable<SequenceLink> Pair(
        IReadOnlyList<WireEvent> sends, IReadOnlyList<WireEvent> receives, SequenceGap unread, bool senderSeen, bool fromStart)
    {
        var sent = Place(sends, fromStart);
        var received = Place(receives, fromStart);
        var arrived = new long[received.Count];
        var first = 0;
        foreach (var (send, start) in sent)
        {
            long covered = 0;
            // Both lists are in order of position, so what ends before this send is of no use to the later ones either.
            while (first < received.Count && received[first].Start + received[first].Event.Count <= start) first++;
            for (var i = first; start >= 0 && i < received.Count && received[i].Start < start + send.Count; i++)
            {
                var (receive, at) = received[i];
                var (low, high) = (Math.Max(start, at), Math.Min(start + send.Count, at + receive.Count));
                if (at < 0 || low >= high) continue;
                covered += high - low;
                arrived[i] += high - low;
                yield return new SequenceLink(SequenceLinkKind.Bytes, send, receive, high - low, low - start, low - at);
            }

            if (covered < send.Count)
            {
                var gap = unread != SequenceGap.NotSeen && start < 0 ? SequenceGap.Earlier : unread;
                yield return new SequenceLink(SequenceLinkKind.Bytes, send, null, send.Count - covered, covered, Gap: gap);
            }
        }

        for (var i = 0; i < received.Count; i++)
        {
            var receive = received[i].Event;
            if (arrived[i] >= receive.Count) continue;
            var gap = senderSeen ? SequenceGap.Earlier : SequenceGap.NotSeen;
            yield return new SequenceLink(SequenceLinkKind.Bytes, null, receive, receive.Count - arrived[i], Gap: gap);
        }
    }

    /// <summary>The links of datagrams, which stay whole: each receive belongs to the first send like it that is still free.</summary>
    /// <inheritdoc cref="Pair" path="/param"/>
    public static IEnumerable<SequenceLink> PairDatagrams(
        IReadOnlyList<WireEvent> sends, IReadOnlyList<WireEvent> receives, SequenceGap unread, bool senderSeen)
    {
        List<WireEvent> free = [.. receives];
        foreach (var send in sends)
        {
            var match = free.FirstOrDefault(receive => receive.Number > send.Number && receive.Count <= send.Count &&
                send.Preview.Span.StartsWith(receive.Preview.Span[..Math.Min(receive.Preview.Length, receive.Count)]));
            if (match is not null) free.Remove(match);
            var gap = match is not null ? SequenceGap.None : unread;
            yield return new SequenceLink(SequenceLinkKind.Bytes, send, match, match?.Count ?? send.Count, Gap: gap);
        }

        foreach (var receive in free)
        {
            var gap = senderSeen ? SequenceGap.Earlier : SequenceGap.NotSeen;
            yield return new SequenceLink(SequenceLinkKind.Bytes, null, receive, receive.Count, Gap: gap);
        }
    }

    private static List<(WireEvent Event, long Start)> Place(IReadOnlyList<WireEvent> events, bool fromStart)
    {
        List<(WireEvent, long)> placed = [];
        long next = 0;
        foreach (var one in events)
        {
            placed.Add((one, one.Offset >= 0 ? one.Offset : fromStart ? next : -1));
            next += one.Count;
        }

        return placed;
    }
}
