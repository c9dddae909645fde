using System.Net.NetworkInformation;

namespace SocketSchool;

public sealed partial class TcpInfo
{
    private static readonly string[] s_headers = ["what", "value", "what it means"];

    /// <inheritdoc/>
    public override string ToHtml() => Html.Wrap(IsAvailable
        ? Html.Table(s_headers, Rows(), Title)
        : $"<p>{Html.Escape(ToText())}</p>");

    /// <inheritdoc/>
    public override string ToText() => IsAvailable
        ? $"{Title}\n\n{Html.TextTable(s_headers, Rows())}"
        : $"What the kernel thinks of {_about} is not available. {WhyNot}";

    private string Title => $"What the kernel thinks of {_about}";

    private List<IReadOnlyList<Cell>> Rows()
    {
        List<IReadOnlyList<Cell>> rows = [["state", State == TcpState.Unknown ? "UNKNOWN" : Html.Badge(TcpStates.Name(State), TcpStates.Color(State)), TcpStates.Meaning(State)]];
        Time("round-trip time", RttUs, "smoothed; from it follows how long to wait before sending again (RFC 6298)");
        Time("its deviation", RttVarianceUs, "how much it varies");
        Time("shortest round trip", MinRttUs, "of late");
        Time("retransmission timeout", RetransmitTimeoutUs, "without an acknowledgement for so long, a segment is sent again");
        Time("delayed acknowledgement", AckTimeoutUs, "for so long this end may wait for something to send the acknowledgement along with (RFC 1122)");
        Add("largest segment", SendMss, "byte", "what this end puts into one segment at most (MSS)");
        Add("path MTU", PathMtu, "byte", "the largest packet on the way to the other end");
        Add("congestion window", CongestionWindow, "segment", CongestionWindow * SendMss is { } bytes
            ? $"so many may be under way unacknowledged, here {ByteSize.Format(bytes)} (RFC 5681)" : "so many may be under way unacknowledged (RFC 5681)");
        rows.Add(["slow start ends at", SlowStartThreshold is { } end ? Say.Count(end, "segment") : "not set", "set by the first loss; until then the window grows with every acknowledgement"]);
        Add("under way now", Unacknowledged, "segment", "sent and not acknowledged");
        Add("thought lost now", Lost, "segment", "");
        Add("sent again so far", TotalRetransmits, "segment", "on loopback nothing should be");
        Add("held back here", NotSentBytes, "byte", "sent by the program, not yet by the system: Nagle, a full window, or congestion");
        Add("other end's window", SendWindow, "byte", "so much more it is ready to take");
        Add("receive space", ReceiveSpace, "byte", "so much this end plans to take in a round trip");
        Add("bytes acknowledged", BytesAcknowledged, "byte", "of what this end sent; the SYN counts as one");
        Add("bytes received", BytesReceived, "byte", "");
        Add("segments sent", SegmentsOut, "segment", "with those that only acknowledge");
        Add("segments received", SegmentsIn, "segment", "");
        if (DeliveryRate is { } rate) rows.Add(["delivery rate", $"{ByteSize.Format(rate)}/s", DeliveryRateIsAppLimited
            ? "an estimate from the last segments, of little worth here: the program sends too little to fill the way"
            : "an estimate from the last segments: how fast data reached the other end"]);
        Time("time with data to send", BusyUs, "");
        Time("held up by the other end", ReceiveWindowLimitedUs, "its receive window was full");
        Time("held up by the send buffer", SendBufferLimitedUs, "it was too small to keep the way full");
        return rows;

        void Add(string what, long? value, string noun, string meaning)
        {
            if (value is { } known) rows.Add([what, Say.Count(known, noun), meaning]);
        }

        void Time(string what, double? us, string meaning)
        {
            if (us is { } known) rows.Add([what, Micros.Say(known), meaning]);
        }
    }
}
