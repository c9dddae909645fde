using System.Globalization;

namespace SocketSchool;

/// <summary>A sequence diagram in words, one line an event.</summary>
internal static class SequenceText
{
    /// <summary>The whole diagram.</summary>
    public static string Of(SequenceModel model)
    {
        if (model.Events.Count == 0 && !model.LeftOut().Any()) return "Nothing has happened yet: the log is empty.";
        var rows = model.Events.Select(one => (Time: Time(one), Who: Who(one), What: What(one) + Notes(model, one))).ToArray();
        var (time, who) = rows.Length == 0 ? (0, 0) : (rows.Max(row => row.Time.Length), rows.Max(row => row.Who.Length));
        return string.Join('\n', model.LeftOut().Concat(
            rows.Select(row => $"{row.Time.PadLeft(Math.Max(time, 11))}  {row.Who.PadRight(who)}  {row.What}".TrimEnd())));
    }

    /// <summary>One event, for instance <c>1.234 ms  client 127.0.0.1:5000 -> server  sent 5 bytes "hello"</c>.</summary>
    public static string Line(WireEvent one) => $"{Time(one)}  {Who(one)}  {What(one)}";

    /// <summary>Time since the log began: milliseconds with their microseconds, seconds from one minute on.</summary>
    private static string Time(WireEvent one) => one.Microseconds < 60_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{one.Microseconds / 1000:0.000} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{one.Microseconds / 1e6:0.000} s");

    /// <summary>The event itself, without its time and place.</summary>
    /// <param name="one">The event.</param>
    /// <param name="preview">The most characters of the bytes to show.</param>
    public static string What(WireEvent one, int preview = 64) => one.Kind switch
    {
        WireEventKind.Listen => $"listens on {Preview.Line(one.Text)}",
        WireEventKind.Connect => "connected",
        WireEventKind.Accept => "accepted",
        WireEventKind.Send => $"sent {Bytes(one, preview)}",
        WireEventKind.Receive => $"received {Bytes(one, preview)}",
        WireEventKind.ShutdownSend => "said it sends no more (FIN)",
        WireEventKind.EndOfStream => "received 0: end of stream",
        WireEventKind.Close => one.Text == "reset" ? "aborted (RST)" : "closed",
        WireEventKind.Reset => $"lost the connection{Remark(one)}",
        WireEventKind.Fault => $"FAULT {Preview.Line(one.Text)}",
        WireEventKind.Limit => $"LIMIT {Preview.Line(one.Text)}",
        WireEventKind.Note => $"-- {Preview.Line(one.Text)}",
        WireEventKind.Stop => "stopped",
        _ => $"{one.Kind}{Remark(one)}",
    };

    /// <summary>How the bytes of a send or a receive went over, when it was not simply one send in one receive.</summary>
    public static string Notes(SequenceModel model, WireEvent one)
    {
        var links = model.LinksOf(one).Where(link => link.Kind == SequenceLinkKind.Bytes).ToArray();
        if (one.Kind == WireEventKind.Receive && (links.Length > 1 || links.Any(link => link.IsPiece)))
        {
            return " = " + string.Join(" + ", links.Select(link => link.From is { } from
                ? $"{link.Count:N0} of the {from.Count:N0} sent at {Time(from)}"
                : $"{link.Count:N0} sent earlier"));
        }

        var rest = links.FirstOrDefault(link => link.To is null);
        var word = rest?.Gap switch { SequenceGap.NotRead => "not received yet", SequenceGap.NeverRead => "never received", _ => "" };
        return one.Kind != WireEventKind.Send || word == "" ? ""
            : rest!.Count == one.Count ? $"  ({word})"
            : $"  ({rest.Count:N0} of them {word})";
    }

    private static string Who(WireEvent one)
    {
        if (one.Client is null) return one.Side == WireSide.Server ? "server" : "client";
        var server = one.Side == WireSide.Server;
        return one.Kind switch
        {
            WireEventKind.Connect or WireEventKind.Accept => $"client {one.Client} <-> server",
            WireEventKind.Send or WireEventKind.ShutdownSend => Arrow(one, !server),
            WireEventKind.Receive or WireEventKind.EndOfStream or WireEventKind.Reset => Arrow(one, server),
            _ => server ? $"server, for client {one.Client}" : $"client {one.Client}",
        };
    }

    private static string Arrow(WireEvent one, bool toServer) =>
        toServer ? $"client {one.Client} -> server" : $"client {one.Client} <- server";

    private static string Bytes(WireEvent one, int preview) =>
        $"{Say.Count(one.Count, "byte")} {Preview.Of(one.Preview.Span, one.Count, preview)}".TrimEnd() + Remark(one);

    private static string Remark(WireEvent one) => one.Text == "" ? "" : $" ({Preview.Line(one.Text)})";
}
