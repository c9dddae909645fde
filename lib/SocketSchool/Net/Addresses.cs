using System.Net;

namespace SocketSchool;

/// <summary>Questions about addresses that several classes ask.</summary>
internal static class Addresses
{
    /// <summary>
    /// An IPv4 peer as IPv4. A dual-mode socket calls it <c>::ffff:127.0.0.1</c> (RFC 4291 section 2.5.5.2); the peer itself does not, and
    /// both ends of a conversation must have one name in the log.
    /// </summary>
    public static IPEndPoint Plain(IPEndPoint endPoint) =>
        endPoint.Address.IsIPv4MappedToIPv6 ? new IPEndPoint(endPoint.Address.MapToIPv4(), endPoint.Port) : endPoint;

    /// <summary>
    /// Whether a server on one address keeps another one off the same port of the other. IPv6 "any" takes IPv4 too (dual mode).
    /// </summary>
    public static bool Overlap(IPAddress a, IPAddress b) =>
        a.Equals(b) || a.Equals(IPAddress.IPv6Any) || b.Equals(IPAddress.IPv6Any) ||
        (a.AddressFamily == b.AddressFamily && (a.Equals(IPAddress.Any) || b.Equals(IPAddress.Any)));

    /// <summary>Whether a connection stays on this machine: it then has loopback, or the same address at both ends.</summary>
    public static bool StayHere(IPAddress local, IPAddress remote) => IPAddress.IsLoopback(remote) || local.Equals(remote);
}
