using System.Globalization;
using System.Text;

namespace SocketSchool;

/// <summary>
/// One datagram between two peers over UDP, as text: <c>KIND FROM TO NUMBER TEXT</c>. <c>hello</c> and <c>welcome</c> carry a name and the
/// number 0; <c>say</c>, <c>ping</c> and <c>bye</c> are numbered from 1 for each pair; <c>ack</c> gives a number back. Both ids are in each, so
/// that what was meant for somebody who had this port before is recognised.
/// </summary>
/// <param name="Kind">What it is.</param>
/// <param name="From">The sender's id.</param>
/// <param name="To">The receiver's id; 0 in a hello, whose sender does not know it yet.</param>
/// <param name="Number">Its number.</param>
/// <param name="Text">The text or the name; empty for the others.</param>
internal sealed record PeerDatagram(string Kind, uint From, uint To, long Number, string Text)
{
    /// <summary>Reads a datagram; <c>null</c> when it is none of ours.</summary>
    public static PeerDatagram? Parse(ReadOnlySpan<byte> bytes)
    {
        var parts = Encoding.UTF8.GetString(bytes).Split(' ', 5);
        if (parts.Length < 4 || parts[0] is not ("hello" or "welcome" or "say" or "ping" or "bye" or "ack")) return null;
        var to = parts[2] == "0" ? 0 : PeerHello.ParseId(parts[2]);
        if (PeerHello.ParseId(parts[1]) is not { } from || to is not { } receiver) return null;
        if (!long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        return new PeerDatagram(parts[0], from, receiver, number, parts.Length == 5 ? PeerText.Clean(parts[4]) : "");
    }

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToString());

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Kind} {PeerHello.Format(From)} {(To == 0 ? "0" : PeerHello.Format(To))} {Number}{(Text == "" ? "" : " " + Text)}");
}
