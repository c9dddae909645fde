using System.Globalization;
using System.Net;

namespace SocketSchool;

/// <summary>A message as one side of a <see cref="UdpChat"/> got it.</summary>
/// <param name="Message">Number, name and text.</param>
/// <param name="Finding">What the number says; <c>null</c> for a message without one.</param>
/// <param name="From">Who sent it, as far as UDP can tell.</param>
/// <param name="Time">When it came.</param>
public sealed record ChatMessage(NumberedMessage Message, SequenceFinding? Finding, IPEndPoint From, DateTimeOffset Time)
{
    /// <summary>Whether the sender says goodbye with this message (<c>[e]</c>).</summary>
    public bool Leaves => Message.Text == UdpChat.LeaveText;

    /// <summary>The message on one line, with what is to be noticed about its number: <c>4 Ada: hello (gap: 3 is missing)</c>.</summary>
    public override string ToString()
    {
        var name = Message.Name == "" ? From.ToString() : Message.Name;
        var number = Message.Number is { } counted ? counted.ToString(CultureInfo.InvariantCulture) : "-";
        var about = Finding is { } finding ? finding.ToString() : "not numbered";
        var said = Leaves ? $"{number} {name} left the chat" : $"{number} {name}: {Message.Text}";
        return about == "" ? said : $"{said} ({about})";
    }
}
