using System.Net;
using System.Net.NetworkInformation;

namespace SocketSchool;

/// <summary>One socket as the operating system reports it.</summary>
/// <param name="Protocol"><c>tcp</c> or <c>udp</c>; an IPv6 socket that speaks IPv4 is shown with its IPv4 addresses.</param>
/// <param name="Local">This socket's own address and port.</param>
/// <param name="Remote">The other end; <c>null</c> for a socket that has none, such as a listening one.</param>
/// <param name="State">Where the connection is in its life (RFC 9293, section 3.3.2); <see cref="TcpState.Unknown"/> for UDP.</param>
/// <param name="Role">Which end it is, seen from the ports at hand.</param>
/// <param name="Holder">Whose it is.</param>
/// <param name="ReceiveQueue">
/// Bytes that came and were not received yet. For a listening socket: finished handshakes that wait for <c>accept</c>, the backlog as it
/// is now. <c>null</c> where the operating system does not say.
/// </param>
/// <param name="SendQueue">Bytes sent that the other end has not acknowledged yet; <c>null</c> where the operating system does not say.</param>
/// <param name="Drops">Datagrams thrown away because nobody received them in time (UDP on Linux); <c>null</c> elsewhere.</param>
public sealed record SocketRow(
    string Protocol,
    IPEndPoint Local,
    IPEndPoint? Remote,
    TcpState State,
    SocketRole Role = SocketRole.Other,
    SocketHolder Holder = SocketHolder.Unknown,
    long? ReceiveQueue = null,
    long? SendQueue = null,
    long? Drops = null)
{
    /// <summary>The state in the field's word, for instance <c>TIME_WAIT</c>; empty for UDP.</summary>
    public string StateName => State == TcpState.Unknown ? "" : TcpStates.Name(State);

    /// <summary>The socket on one line.</summary>
    public override string ToString() =>
        $"{Protocol} {Local}{(Remote is null ? "" : $" - {Remote}")} {StateName}".TrimEnd();
}
